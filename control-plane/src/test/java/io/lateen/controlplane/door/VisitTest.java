// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Context;
import io.grpc.netty.shaded.io.netty.channel.DefaultEventLoop;
import io.grpc.netty.shaded.io.netty.channel.embedded.EmbeddedChannel;
import io.grpc.netty.shaded.io.netty.channel.local.LocalChannel;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class VisitTest {

  @Test
  void aCallsWorkIsDoneByItsConnection() throws Exception {
    var channel = new EmbeddedChannel();
    var visit = new Visit(InetAddress.getLoopbackAddress(), channel);
    var done = new ArrayList<String>();
    visit.within(Context.ROOT).call(Visit::ofCall).execute(() -> done.add("turn"));
    assertThat(done).isEmpty();
    channel.runPendingTasks();
    assertThat(done).containsExactly("turn");
  }

  @Test
  void whatComesAfterTheThreadsEndIsDropped() throws Exception {
    var thread = new DefaultEventLoop();
    var channel = new LocalChannel();
    thread.register(channel).sync();
    var visit = new Visit(InetAddress.getLoopbackAddress(), channel);
    var executor = visit.within(Context.ROOT).call(Visit::ofCall);
    thread.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    var done = new ArrayList<String>();
    executor.execute(() -> done.add("turn"));
    assertThat(done).isEmpty();
  }

  @Test
  void outsideOfACallThereIsNone() {
    assertThatThrownBy(Visit::ofCall)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no call of a connection");
  }
}

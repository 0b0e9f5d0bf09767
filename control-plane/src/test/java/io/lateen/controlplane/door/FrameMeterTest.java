// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import io.grpc.netty.shaded.io.netty.buffer.Unpooled;
import io.grpc.netty.shaded.io.netty.channel.ChannelDuplexHandler;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelPromise;
import io.grpc.netty.shaded.io.netty.channel.embedded.EmbeddedChannel;
import io.lateen.testkit.time.VirtualClock;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A connection that floods ends at once: neither its peer nor HTTP/2 can keep it. */
class FrameMeterTest {

  private static final int PREFACE_BYTES = 24;
  private static final byte[] SETTINGS = {0, 0, 0, 4, 0, 0, 0, 0, 0};
  private static final byte[] GOAWAY = {0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 11};

  /** The network: counts how often it is to read, and may take nothing that is written. */
  private static final class Network extends ChannelDuplexHandler {
    private boolean isFull;
    private int reads;

    @Override
    public void read(ChannelHandlerContext ctx) {
      reads++;
      ctx.read();
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
      if (!isFull) {
        ctx.write(message, promise);
      }
    }
  }

  /** HTTP/2, which wants to end its calls before it closes, and to read until then. */
  private static final class Http2 extends ChannelDuplexHandler {
    private int heard;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      heard++;
      ((ByteBuf) message).release();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
      ctx.read();
    }

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
      // Later.
    }
  }

  private final VirtualClock clock = new VirtualClock();
  private final Network network = new Network();
  private final Http2 http2 = new Http2();
  private int floods;
  private final FrameMeter meter =
      new FrameMeter(
          new Visit(InetAddress.getLoopbackAddress(), new EmbeddedChannel()),
          DoorEvents.NONE,
          clock,
          () -> floods++);
  private final EmbeddedChannel channel = new EmbeddedChannel(network, meter, http2);

  @AfterEach
  void close() {
    channel.releaseOutbound();
  }

  private ByteBuf frames(int count) {
    var bytes = Unpooled.buffer();
    for (int i = 0; i < count; i++) {
      bytes.writeBytes(SETTINGS);
    }
    return bytes;
  }

  private void greet() {
    channel.writeInbound(Unpooled.wrappedBuffer(new byte[PREFACE_BYTES]));
  }

  @Test
  void aFloodEndsWithoutAskingHttp2() {
    greet();
    channel.writeInbound(frames(FrameBudget.BURST));
    assertThat(channel.isOpen()).isTrue();
    assertThat(floods).isZero();
    channel.writeInbound(frames(1));
    assertThat(floods).isEqualTo(1);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void aPeerThatDoesNotReadIsNotReadAndEndsSoon() {
    greet();
    network.isFull = true;
    channel.writeInbound(frames(FrameBudget.BURST + 1));
    assertThat(channel.isOpen()).isTrue();
    assertThat(channel.config().isAutoRead()).isFalse();
    int heard = http2.heard;
    int reads = network.reads;
    var more = frames(1);
    channel.writeInbound(more);
    assertThat(more.refCnt()).isZero();
    assertThat(http2.heard).isEqualTo(heard);
    assertThat(network.reads).isEqualTo(reads);
    assertEndsAfterFarewell();
  }

  @Test
  void whatHttp2EndsIsNotReadAndEndsSoon() {
    greet();
    channel.writeOutbound(
        Unpooled.wrappedBuffer(GOAWAY), Unpooled.copiedBuffer("resets", StandardCharsets.US_ASCII));
    assertThat(floods).isEqualTo(1);
    assertThat(channel.config().isAutoRead()).isFalse();
    assertEndsAfterFarewell();
  }

  @Test
  void tooManyPingsAreNoFlood() {
    greet();
    channel.writeOutbound(
        Unpooled.wrappedBuffer(GOAWAY),
        Unpooled.copiedBuffer("too_many_pings", StandardCharsets.US_ASCII));
    assertThat(floods).isZero();
    assertThat(channel.config().isAutoRead()).isFalse();
  }

  @Test
  void whoIsRefusedIsToldAtItsFirstWord() {
    meter.refuse("not now");
    assertThat(channel.isOpen()).isTrue();
    greet();
    assertThat(http2.heard).isZero();
    ByteBuf farewell = channel.readOutbound();
    assertThat(farewell.toString(StandardCharsets.US_ASCII)).endsWith("not now");
    farewell.release();
    assertThat(channel.isOpen()).isFalse();
    assertThat(floods).isZero();
  }

  private void assertEndsAfterFarewell() {
    channel.advanceTimeBy(DoorLimits.FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();
    assertThat(channel.isOpen()).isFalse();
  }
}

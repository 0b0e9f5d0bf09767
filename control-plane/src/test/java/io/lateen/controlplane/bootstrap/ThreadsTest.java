// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ThreadsTest {

  @Test
  void callsThatEndAfterTheServerDisturbNobody() {
    var run = new AtomicInteger();
    try (var threads = new Threads()) {
      threads.calls.execute(run::incrementAndGet);
      threads.close();
      assertThat(run).hasValue(1);

      threads.calls.execute(run::incrementAndGet);
    }
    assertThat(run).hasValue(1);
  }
}

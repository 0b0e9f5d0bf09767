// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SystemSchedulerTest {

  @Test
  void runsWorkOnItsThreadAndSurvivesFailures() throws Exception {
    var failure = new AtomicReference<Throwable>();
    var ran = new CountDownLatch(1);
    var name = new AtomicReference<String>();
    try (var scheduler = new SystemScheduler("timer", (thread, thrown) -> failure.set(thrown))) {
      scheduler.schedule(
          Duration.ZERO,
          () -> {
            throw new IllegalStateException("broken task");
          });
      scheduler.schedule(
          Duration.ofMillis(1),
          () -> {
            name.set(Thread.currentThread().getName());
            ran.countDown();
          });
      assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(name.get()).isEqualTo("timer");
    assertThat(failure.get()).hasMessage("broken task");
  }

  @Test
  void cancelledWorkDoesNotRun() throws Exception {
    var order = new AtomicReference<>("");
    var release = new CountDownLatch(1);
    var last = new CountDownLatch(1);
    try (var scheduler = new SystemScheduler("timer", (thread, thrown) -> {})) {
      scheduler.schedule(Duration.ZERO, () -> awaitQuietly(release));
      scheduler.schedule(Duration.ZERO, () -> order.set("cancelled ran")).cancel();
      scheduler.schedule(Duration.ZERO, last::countDown);
      release.countDown();
      assertThat(last.await(10, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(order.get()).isEmpty();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.system;

import io.lateen.base.time.NanoClock;
import io.lateen.base.time.Scheduler;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;

/** Waiting by a given clock. Thread-safe; every wait ends when the thread is interrupted. */
public record Waiting(Scheduler scheduler, NanoClock ticks) {

  /** Blocks for {@code time}. */
  public void pause(Duration time) throws InterruptedException {
    var over = new CountDownLatch(1);
    var timer = scheduler.schedule(time, over::countDown);
    try {
      over.await();
    } finally {
      timer.cancel();
    }
  }

  /**
   * Looks at {@code condition} every {@code interval} until it holds.
   *
   * @return whether it held before {@code limit} was over
   */
  public boolean until(BooleanSupplier condition, Duration limit, Duration interval)
      throws InterruptedException {
    long start = ticks.nanos();
    while (!condition.getAsBoolean()) {
      if (since(start).compareTo(limit) >= 0) {
        return false;
      }
      pause(interval);
    }
    return true;
  }

  /** Time since {@code startNanos}, a value of the clock. */
  public Duration since(long startNanos) {
    return Duration.ofNanos(ticks.nanos() - startNanos);
  }
}

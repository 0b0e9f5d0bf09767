// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.identity;

import io.lateen.base.time.Cancellable;
import io.lateen.base.time.Scheduler;
import io.lateen.testkit.time.VirtualClock;
import io.lateen.testkit.time.VirtualScheduler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Virtual time behind a lock, for tests in which gRPC's threads schedule. */
public final class LockedTime implements Scheduler {

  public final VirtualClock clock = new VirtualClock();
  private final VirtualScheduler virtual = new VirtualScheduler(clock);

  @Override
  public synchronized Cancellable schedule(Duration delay, Runnable task) {
    var entry = virtual.schedule(delay, task);
    return () -> cancel(entry);
  }

  private synchronized void cancel(Cancellable entry) {
    entry.cancel();
  }

  /** Moves time and runs what falls due. */
  public synchronized void advance(Duration span) {
    virtual.advance(span);
  }

  /** Waits for what another thread is about to do, without moving time. */
  public static void await(BooleanSupplier condition) throws InterruptedException {
    var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("it did not happen");
      }
      TimeUnit.MILLISECONDS.sleep(2);
    }
  }
}

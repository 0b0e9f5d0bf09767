// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.time;

import java.lang.Thread.UncaughtExceptionHandler;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The real scheduler: one daemon thread, shared by a process. */
public final class SystemScheduler implements Scheduler, AutoCloseable {

  private final ScheduledThreadPoolExecutor executor;
  private final UncaughtExceptionHandler failures;

  /**
   * Starts the timer thread.
   *
   * @param name name of the thread
   * @param failures told when a task throws; the scheduler lives on
   */
  public SystemScheduler(String name, UncaughtExceptionHandler failures) {
    this.failures = failures;
    this.executor =
        new ScheduledThreadPoolExecutor(
            1, work -> Thread.ofPlatform().daemon().name(name).unstarted(work));
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public Cancellable schedule(Duration delay, Runnable task) {
    var nanos = Math.max(0, delay.toNanos());
    var future = executor.schedule(() -> run(task), nanos, TimeUnit.NANOSECONDS);
    return () -> future.cancel(false);
  }

  private void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      failures.uncaughtException(Thread.currentThread(), e);
    }
  }

  /** Drops all waiting work and ends the thread. */
  @Override
  public void close() {
    executor.shutdownNow();
  }
}

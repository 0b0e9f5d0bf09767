// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.machine;

import io.lateen.base.time.NanoClock;
import io.lateen.base.time.SystemScheduler;
import io.lateen.lab.system.Waiting;
import java.time.Duration;
import java.util.concurrent.Callable;

/** What another process brings about in its own time. */
public final class Eventually {

  private static final Duration LOOK = Duration.ofMillis(50);

  private static final Waiting WAITING =
      new Waiting(
          new SystemScheduler("it-timer", (thread, failure) -> failure.printStackTrace()),
          NanoClock.system());

  private Eventually() {}

  /**
   * Returns as soon as {@code condition} holds.
   *
   * @param failure what to tell when it does not hold in time
   */
  public static void within(Duration limit, Callable<String> failure, Callable<Boolean> condition)
      throws InterruptedException {
    within(limit, LOOK, failure, condition);
  }

  /** The same with looks at other intervals, where many short waits follow each other. */
  public static void within(
      Duration limit, Duration look, Callable<String> failure, Callable<Boolean> condition)
      throws InterruptedException {
    if (!WAITING.until(() -> call(condition), limit, look)) {
      throw new AssertionError("not within " + limit.toSeconds() + " s: " + call(failure));
    }
  }

  private static <T> T call(Callable<T> work) {
    try {
      return work.call();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}

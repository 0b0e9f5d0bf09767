// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.time;

import java.time.Duration;

/** Runs work later. */
public interface Scheduler {

  /**
   * Runs {@code task} once after {@code delay} on the scheduler's thread. The task must not block;
   * hand longer work to an executor.
   *
   * @param delay zero or more; negative counts as zero
   */
  Cancellable schedule(Duration delay, Runnable task);
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.pipeline;

import java.time.Duration;

/**
 * When the next epoch may begin. After an idle time: at once. In a storm: after a quarter of what
 * the last epoch cost, so that a fifth of one processor stays free and more changes share an epoch.
 */
final class EpochPacer {

  /** Cheap epochs need no pause. */
  private static final Duration FREE = Duration.ofMillis(5);

  /** The part of an epoch's cost that the next one waits. */
  private static final int PART = 4;

  /** No change waits longer than this for its epoch to begin (docs/limits.md). */
  static final Duration MAX_PAUSE = Duration.ofSeconds(1);

  private long endNanos;
  private long pauseNanos;

  /** Notes an epoch that took {@code costNanos} and ended at {@code nowNanos}. */
  void ended(long costNanos, long nowNanos) {
    endNanos = nowNanos;
    pauseNanos = costNanos <= FREE.toNanos() ? 0 : Math.min(costNanos / PART, MAX_PAUSE.toNanos());
  }

  /** How long a change that arrives at {@code nowNanos} waits. */
  Duration delay(long nowNanos) {
    return Duration.ofNanos(Math.max(0, pauseNanos - (nowNanos - endNanos)));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.relay;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Pauses that double up to a limit, each shortened at random by up to a half. One thread. */
final class Backoff {

  private final RandomGenerator random;
  private int failures;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  /** The pause before the next attempt. */
  Duration next() {
    var full = RelayLimits.LAST_BACKOFF.toNanos();
    var doubled = RelayLimits.FIRST_BACKOFF.toNanos() << Math.min(failures, 20);
    failures++;
    return Duration.ofNanos((long) (Math.min(full, doubled) * (1 - random.nextDouble() / 2)));
  }

  /** An attempt succeeded. */
  void reset() {
    failures = 0;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.session;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The pauses between attempts to reach the control plane: doubling, and each shortened at random so
 * that the agents of a mesh do not come back at once. Confined to one thread.
 */
final class Pause {

  /** First pause. */
  static final Duration FIRST = Duration.ofMillis(200);

  /** Longest pause. */
  static final Duration LAST = Duration.ofSeconds(5);

  private final RandomGenerator random;
  private Duration next = FIRST;

  Pause(RandomGenerator random) {
    this.random = random;
  }

  /** The pause before the next attempt, between half and all of its nominal length. */
  Duration next() {
    var now = next;
    var doubled = now.multipliedBy(2);
    next = doubled.compareTo(LAST) < 0 ? doubled : LAST;
    return Duration.ofNanos((long) (now.toNanos() * (1 - random.nextDouble() / 2)));
  }

  /** The control plane answered. */
  void reset() {
    next = FIRST;
  }
}

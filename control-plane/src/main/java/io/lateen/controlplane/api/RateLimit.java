// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import io.lateen.base.time.NanoClock;

/** A token bucket; safe from all threads. */
final class RateLimit {

  private static final double NANOS_PER_SECOND = 1e9;

  private final NanoClock clock;
  private final double perSecond;
  private final double burst;
  private double tokens;
  private long last;

  RateLimit(NanoClock clock, double perSecond, double burst) {
    this.clock = clock;
    this.perSecond = perSecond;
    this.burst = burst;
    this.tokens = burst;
    this.last = clock.nanos();
  }

  /** Takes a token when there is one. */
  synchronized boolean tryTake() {
    refill();
    if (tokens < 1) {
      return false;
    }
    tokens -= 1;
    return true;
  }

  private void refill() {
    var now = clock.nanos();
    tokens = Math.min(burst, tokens + (now - last) * perSecond / NANOS_PER_SECOND);
    last = now;
  }
}

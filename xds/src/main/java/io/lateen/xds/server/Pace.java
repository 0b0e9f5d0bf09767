// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import io.lateen.base.time.NanoClock;
import java.time.Duration;

/** A token bucket that says how long a client's next request has to wait. One thread at a time. */
final class Pace {

  private final NanoClock clock;
  private final long nanosPerRequest;
  private final long burstNanos;
  private long nextFree;

  Pace(NanoClock clock, int perSecond, int burst) {
    this.clock = clock;
    this.nanosPerRequest = Duration.ofSeconds(1).toNanos() / perSecond;
    this.burstNanos = nanosPerRequest * burst;
    this.nextFree = clock.nanos() - burstNanos;
  }

  /** The pace that the limits allow. */
  static Pace of(AdsContext context) {
    var limits = context.limits();
    return new Pace(context.seams().nanoClock(), limits.requestsPerSecond(), limits.requestBurst());
  }

  /** Takes a token; the time until the request after it may be read, zero when it may be now. */
  Duration taken() {
    var now = clock.nanos();
    nextFree = Math.max(nextFree, now - burstNanos) + nanosPerRequest;
    return nextFree <= now ? Duration.ZERO : Duration.ofNanos(nextFree - now);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.identity.certificate;

import io.lateen.identity.certificate.Svid;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** When a certificate is renewed and when a failed attempt is repeated. Pure. */
final class RenewalTimes {

  /** First wait after a failure. */
  static final Duration FIRST_RETRY = Duration.ofSeconds(1);

  /** Longest wait after failures; a CA that returns is found within it. */
  static final Duration LAST_RETRY = Duration.ofSeconds(60);

  /**
   * Longest time without a look at the clock. Timers stand still while a machine sleeps and wall
   * time jumps, so a single long timer would miss the expiry.
   */
  static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  /** Renewals are spread over this share of the lifetime before the first third ends. */
  private static final double SPREAD = 1.0 / 30;

  private RenewalTimes() {}

  /**
   * The instant from which on a certificate is renewed: when a third of its life is over, a little
   * earlier at random so that the workloads of a node do not come at once.
   */
  static Instant renewAt(Svid svid, RandomGenerator jitter) {
    var early = (long) (jitter.nextDouble() * SPREAD * svid.lifetime().toMillis());
    return svid.firstThirdEnds().minusMillis(early);
  }

  /** Longest time over which renewals are spread when the roots have changed. */
  static final Duration LONGEST_SPREAD = Duration.ofMinutes(5);

  /** How long to wait until a certificate that leads to an old root is renewed: at random. */
  static Duration followAfter(Svid svid, RandomGenerator jitter) {
    var share = (long) (SPREAD * svid.lifetime().toMillis());
    return Duration.ofMillis(
        (long) (jitter.nextDouble() * Math.min(share, LONGEST_SPREAD.toMillis())));
  }

  /** The wait, cut to {@link #LONGEST_WAIT}. */
  static Duration atMostLongest(Duration wait) {
    return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
  }

  /**
   * How long to wait before the next attempt: doubling, from half to all of it at random.
   *
   * @param failures attempts that failed in a row, from 1
   */
  static Duration retryAfter(int failures, RandomGenerator jitter) {
    int doublings = Math.min(Math.max(failures, 1) - 1, 10);
    var full = Math.min(FIRST_RETRY.toMillis() << doublings, LAST_RETRY.toMillis());
    return Duration.ofMillis(full / 2 + (long) (jitter.nextDouble() * (full - full / 2)));
  }
}

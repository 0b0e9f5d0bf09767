// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.authority;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Comparisons of instants and spans. Pure. */
final class Times {

  private Times() {}

  /** X.509 counts in seconds. */
  static Instant seconds(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS);
  }

  static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }
}

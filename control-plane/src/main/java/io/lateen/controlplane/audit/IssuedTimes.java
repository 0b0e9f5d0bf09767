// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.audit;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes times of certificates as ISO 8601 in UTC: those of one batch fall into a few seconds, of
 * which each is formatted once. For one thread.
 */
final class IssuedTimes {

  /** Seconds that are kept; a batch has about two, and their certificates' ends. */
  private static final int MAX_SECONDS = 16;

  private static final int NANOS_OF_MILLI = 1_000_000;

  private final Map<Long, String> seconds =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, String> eldest) {
          return size() > MAX_SECONDS;
        }
      };

  /** A moment to the millisecond; the rest is cut. */
  String moment(Instant instant) {
    int millis = instant.getNano() / NANOS_OF_MILLI;
    var second = second(instant);
    return second.substring(0, second.length() - 1)
        + (millis < 10 ? ".00" : millis < 100 ? ".0" : ".")
        + millis
        + "Z";
  }

  /** The second of a moment. */
  String second(Instant instant) {
    return seconds.computeIfAbsent(
        instant.getEpochSecond(), second -> Instant.ofEpochSecond(second).toString());
  }
}

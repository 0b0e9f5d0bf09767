// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.traffic;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts of durations in buckets 1/32 wide relative to their value, from a microsecond to over an
 * hour. Thread-safe, of fixed size.
 */
public final class Latencies {

  private static final int SUB_BITS = 5;
  private static final int SUB = 1 << SUB_BITS;
  private static final int EXPONENTS = 28;

  private final AtomicLongArray buckets = new AtomicLongArray(SUB * (EXPONENTS + 1));

  void record(Duration duration) {
    buckets.incrementAndGet(bucket(Math.max(0, duration.toNanos() / 1000)));
  }

  /** How many were recorded. */
  public long count() {
    long sum = 0;
    for (int i = 0; i < buckets.length(); i++) {
      sum += buckets.get(i);
    }
    return sum;
  }

  /**
   * The duration that the given part of all did not exceed, by at most 1/32 too high; zero when
   * nothing was recorded.
   *
   * @param part 0 to 1, as 0.99
   */
  public Duration percentile(double part) {
    long rank = (long) Math.ceil(part * count());
    long seen = 0;
    for (int i = 0; i < buckets.length(); i++) {
      seen += buckets.get(i);
      if (seen >= rank && seen > 0) {
        return Duration.ofNanos(1000 * upperMicros(i));
      }
    }
    return Duration.ZERO;
  }

  private static int bucket(long micros) {
    if (micros < SUB) {
      return (int) micros;
    }
    int exponent = 63 - Long.numberOfLeadingZeros(micros) - SUB_BITS;
    int sub = (int) (micros >>> exponent) - SUB;
    return Math.min(SUB * (exponent + 1) + sub, SUB * (EXPONENTS + 1) - 1);
  }

  private static long upperMicros(int bucket) {
    if (bucket < SUB) {
      return bucket;
    }
    int exponent = bucket / SUB - 1;
    long sub = SUB + (long) (bucket % SUB);
    return ((sub + 1) << exponent) - 1;
  }
}

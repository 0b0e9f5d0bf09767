// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.xds;

import java.util.concurrent.atomic.AtomicLongArray;

/** Counts of latencies, a tenth of a millisecond exact, up to 20 s. Any thread. */
final class Latencies {

  private static final int BUCKETS_PER_MILLI = 10;
  private static final int LONGEST_MILLIS = 20_000;
  private static final double NANOS_PER_BUCKET = 1e6 / BUCKETS_PER_MILLI;

  private final AtomicLongArray buckets = new AtomicLongArray(BUCKETS_PER_MILLI * LONGEST_MILLIS);

  void add(long nanos) {
    int bucket = (int) (nanos / NANOS_PER_BUCKET);
    buckets.incrementAndGet(Math.min(bucket, buckets.length() - 1));
  }

  long count() {
    long sum = 0;
    for (int i = 0; i < buckets.length(); i++) {
      sum += buckets.get(i);
    }
    return sum;
  }

  /** Milliseconds that the given part of all did not exceed. */
  double percentile(double part) {
    long left = (long) Math.ceil(part * count());
    int bucket = 0;
    while (bucket < buckets.length() - 1 && left > buckets.get(bucket)) {
      left -= buckets.get(bucket);
      bucket++;
    }
    return (bucket + 1.0) / BUCKETS_PER_MILLI;
  }
}

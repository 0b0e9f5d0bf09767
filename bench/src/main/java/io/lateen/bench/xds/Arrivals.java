// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.xds;

import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.BiConsumer;

/**
 * How long numbered changes take to each proxy that gets them. A proxy that gets a later change of
 * the same endpoints instead was spared one. Any thread.
 */
final class Arrivals implements BiConsumer<ProxyStream, DeltaDiscoveryResponse> {

  private static final int BUCKETS_PER_MILLI = 10;
  private static final int LONGEST_MILLIS = 20_000;
  private static final double NANOS_PER_BUCKET = 1e6 / BUCKETS_PER_MILLI;

  private final long[] begins;
  private final AtomicLongArray buckets = new AtomicLongArray(BUCKETS_PER_MILLI * LONGEST_MILLIS);

  Arrivals(int changes) {
    begins = new long[changes];
  }

  /** A change is about to be written; before that no proxy can have it. */
  void begins(int number) {
    begins[number] = System.nanoTime();
  }

  @Override
  public void accept(ProxyStream stream, DeltaDiscoveryResponse response) {
    long now = System.nanoTime();
    var whole = Marks.number(response.getSystemVersionInfo());
    if (whole.isPresent()) {
      note(whole, now);
      return;
    }
    for (var resource : response.getResourcesList()) {
      var value = resource.getResource().getValue();
      note(Marks.number(value.toString(StandardCharsets.ISO_8859_1)), now);
    }
  }

  private void note(OptionalInt number, long now) {
    if (number.isPresent()) {
      int bucket = (int) ((now - begins[number.getAsInt()]) / NANOS_PER_BUCKET);
      buckets.incrementAndGet(Math.min(bucket, buckets.length() - 1));
    }
  }

  long count() {
    long sum = 0;
    for (int i = 0; i < buckets.length(); i++) {
      sum += buckets.get(i);
    }
    return sum;
  }

  /** Milliseconds that the given part of all did not exceed, a tenth of one exact. */
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

// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.traffic;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Adds up the outcomes of calls. Thread-safe. */
final class Tally {

  /** Most different labels and reasons counted; later ones are counted as {@code other}. */
  static final int MAX_KEYS = 64;

  private static final String OVERFLOW = "other";

  private final long start;
  private final Latencies latencies = new Latencies();
  private final Map<Integer, LongAdder> statuses = new ConcurrentSkipListMap<>();
  private final Map<String, LongAdder> labels = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> losses = new ConcurrentHashMap<>();
  private final AtomicLong lastFailure = new AtomicLong(Long.MIN_VALUE);

  Tally(long start) {
    this.start = start;
  }

  void answered(int status, String label, long nanos, long at) {
    latencies.record(Duration.ofNanos(nanos));
    statuses.computeIfAbsent(status, key -> new LongAdder()).increment();
    if (status >= 500) {
      lastFailure.accumulateAndGet(at, Math::max);
    } else {
      count(labels, label);
    }
  }

  void lost(String reason, long at) {
    lastFailure.accumulateAndGet(at, Math::max);
    count(losses, reason);
  }

  LoadReport report(long now) {
    var byStatus = new TreeMap<Integer, Long>();
    statuses.forEach((status, count) -> byStatus.put(status, count.sum()));
    return new LoadReport(
        Duration.ofNanos(now - start),
        byStatus,
        sums(labels),
        sums(losses),
        latencies,
        lastFailure.get());
  }

  private static void count(Map<String, LongAdder> counts, String key) {
    var bounded = counts.size() < MAX_KEYS || counts.containsKey(key) ? key : OVERFLOW;
    counts.computeIfAbsent(bounded, k -> new LongAdder()).increment();
  }

  private static Map<String, Long> sums(Map<String, LongAdder> counts) {
    var result = new TreeMap<String, Long>();
    counts.forEach((key, count) -> result.put(key, count.sum()));
    return result;
  }
}

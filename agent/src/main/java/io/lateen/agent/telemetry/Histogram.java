// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.telemetry;

/** A Prometheus histogram with {@link IstioMetrics#BOUNDS}; confined to its series' lock. */
final class Histogram {

  private final long[] counts = new long[IstioMetrics.BOUNDS.size() + 1];
  private double sum;

  void add(double value) {
    var bucket = 0;
    while (bucket < IstioMetrics.BOUNDS.size() && value > IstioMetrics.BOUNDS.get(bucket)) {
      bucket++;
    }
    counts[bucket]++;
    sum += value;
  }

  /** Receives the parts of a histogram. */
  interface Visitor {

    /** How many values were at most {@code bound}, which is {@code +Inf} for all. */
    void bucket(String bound, long cumulative);

    /** How many values there were and what they add up to. */
    void total(long count, double sum);
  }

  void visit(Visitor visitor) {
    var cumulative = 0L;
    for (int i = 0; i < counts.length; i++) {
      cumulative += counts[i];
      visitor.bucket(bound(i), cumulative);
    }
    visitor.total(cumulative, sum);
  }

  /** The bound as Prometheus writes it: without a fraction that is zero. */
  private static String bound(int bucket) {
    if (bucket == IstioMetrics.BOUNDS.size()) {
      return "+Inf";
    }
    var bound = IstioMetrics.BOUNDS.get(bucket);
    return bound == Math.rint(bound) ? Long.toString(bound.longValue()) : bound.toString();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Values of one figure in the order they were taken; not thread-safe. */
public final class Series {

  private final List<Double> values = new ArrayList<>();

  /** Adds one value. */
  public void add(double value) {
    values.add(value);
  }

  /** All of them, in the order in which they were taken. */
  public List<Double> values() {
    return List.copyOf(values);
  }

  /** How many there are. */
  public int size() {
    return values.size();
  }

  /** The value that half of all do not exceed. */
  public double median() {
    return percentile(0.5);
  }

  /**
   * The smallest value that the given part of all does not exceed (nearest rank).
   *
   * @param part above 0 to 1, as 0.99
   */
  public double percentile(double part) {
    if (values.isEmpty()) {
      throw new IllegalStateException("no value was measured");
    }
    var sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get(Math.max(0, (int) Math.ceil(part * sorted.size()) - 1));
  }

  /** Smallest and largest value, as {@code 3.1..4.7}. */
  public String spread() {
    return text(Collections.min(values)) + ".." + text(Collections.max(values));
  }

  /** Three digits, or all before the point. */
  private static String text(double value) {
    return String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%.0f" : "%.3g", value);
  }
}

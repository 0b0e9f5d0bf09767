// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.xds;

import io.lateen.bench.report.Figure;
import io.lateen.bench.report.Series;
import java.util.Map;
import java.util.Optional;

/**
 * A figure of a case.
 *
 * @param name as in docs/performance.md; its last word may be the unit
 * @param series which of the measured values it summarizes
 * @param part which of them, as 0.5 for the median
 * @param goals most it should be, by the word of the case
 */
record Metric(String name, String series, String unit, double part, Map<String, Double> goals) {

  private static final double MEDIAN = 0.5;

  /** The median of the series of the same name. */
  static Metric median(String name, String unit, Map<String, Double> goals) {
    return new Metric(name, name, unit, MEDIAN, goals);
  }

  /** The same without a goal. */
  static Metric median(String name, String unit) {
    return median(name, unit, Map.of());
  }

  /** Two figures of one series of milliseconds: {@code NAME_p50_ms} and {@code NAME_p99_ms}. */
  static Metric p50(String name, Map<String, Double> goals) {
    return new Metric(name + "_p50_ms", name, "ms", MEDIAN, goals);
  }

  /** See {@link #p50}. */
  static Metric p99(String name, Map<String, Double> goals) {
    return new Metric(name + "_p99_ms", name, "ms", 0.99, goals);
  }

  /** The figure, when there is a value. */
  Optional<Figure> figure(String word, Measurements values, Measurements floors) {
    return values.of(series).map(series -> figure(word, series, floors));
  }

  private Figure figure(String word, Series values, Measurements floors) {
    return Figure.of("xds", word, name, unit, values.percentile(part))
        .runs(values.size(), values.spread())
        .goal(goals.getOrDefault(word, Double.NaN))
        .floor(floors.of(series).map(floor -> floor.percentile(part)).orElse(Double.NaN));
  }
}

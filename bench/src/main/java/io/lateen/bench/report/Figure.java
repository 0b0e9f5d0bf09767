// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.report;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * One measured figure.
 *
 * @param goal what it should be at most, in the same unit; NaN when there is none
 * @param floor what the cheapest program that does the same needs, in the same run; NaN when not
 *     measured
 * @param runs how many values stand behind it
 * @param spread smallest and largest of them
 */
public record Figure(
    String suite,
    String name,
    String metric,
    double value,
    String unit,
    double goal,
    double floor,
    int runs,
    String spread) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** A figure without goal and floor. */
  public static Figure of(String suite, String name, String metric, String unit, double value) {
    return new Figure(suite, name, metric, value, unit, Double.NaN, Double.NaN, 1, "");
  }

  /** The median of a series. */
  public static Figure of(String suite, String name, String metric, String unit, Series series) {
    return new Figure(
        suite,
        name,
        metric,
        series.median(),
        unit,
        Double.NaN,
        Double.NaN,
        series.size(),
        series.spread());
  }

  /** The same with a goal. */
  public Figure goal(double most) {
    return new Figure(suite, name, metric, value, unit, most, floor, runs, spread);
  }

  /** The same with a floor. */
  public Figure floor(double least) {
    return new Figure(suite, name, metric, value, unit, goal, least, runs, spread);
  }

  /** The same, with the number of values and their spread. */
  public Figure runs(int count, String range) {
    return new Figure(suite, name, metric, value, unit, goal, floor, count, range);
  }

  /** One line of JSON. */
  public String json() {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("suite", suite);
    out.put("case", name);
    out.put("metric", metric);
    out.put("value", rounded(value));
    out.put("unit", unit);
    if (!Double.isNaN(goal)) {
      out.put("goal", goal);
    }
    if (!Double.isNaN(floor)) {
      out.put("floor", rounded(floor));
    }
    out.put("runs", runs);
    out.put("spread", spread);
    return JSON.writeValueAsString(out);
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}

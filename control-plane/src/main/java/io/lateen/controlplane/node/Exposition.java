// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import io.lateen.controlplane.node.ReportedMetrics.Series;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Prometheus' text format 0.0.4 (Prometheus documentation, "Exposition formats"). Texts of nodes
 * are escaped; names were checked when they came in.
 */
final class Exposition {

  private static final List<String> HISTOGRAM_PARTS = List.of("_bucket", "_sum", "_count");

  private Exposition() {}

  static String of(SortedMap<String, List<Series>> byName, long dropped) {
    var text = new StringBuilder();
    families(byName)
        .forEach(
            (family, series) -> {
              var type = "# TYPE " + family + " " + type(family, byName);
              text.append(type).append('\n');
              series.forEach(each -> line(text, each));
            });
    text.append("# TYPE ").append(ReportedMetrics.DROPPED).append(" counter\n");
    text.append(ReportedMetrics.DROPPED).append(' ').append(dropped).append('\n');
    return text.toString();
  }

  /** The parts of a histogram belong together under its name. */
  private static Map<String, List<Series>> families(SortedMap<String, List<Series>> byName) {
    var families = new TreeMap<String, List<Series>>();
    byName.forEach(
        (name, series) ->
            families.merge(
                family(name, byName),
                series,
                (a, b) -> Stream.concat(a.stream(), b.stream()).toList()));
    return families;
  }

  private static String family(String name, Map<String, List<Series>> byName) {
    for (var part : HISTOGRAM_PARTS) {
      if (name.endsWith(part)) {
        var family = name.substring(0, name.length() - part.length());
        return byName.containsKey(family + "_bucket") ? family : name;
      }
    }
    return name;
  }

  private static String type(String family, Map<String, List<Series>> byName) {
    if (byName.containsKey(family + "_bucket")) {
      return "histogram";
    }
    return family.endsWith("_total") ? "counter" : "gauge";
  }

  private static void line(StringBuilder text, Series series) {
    text.append(series.name()).append('{');
    var separator = "";
    for (var label : series.labels().entrySet()) {
      text.append(separator).append(label.getKey()).append("=\"");
      text.append(escape(label.getValue())).append('"');
      separator = ",";
    }
    text.append("} ").append(number(series.value())).append('\n');
  }

  private static String escape(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  /** Whole numbers without a fraction, as Prometheus' own clients write them. */
  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.demo;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Sums of {@code istio_requests_total} in Prometheus' text format. */
final class RequestCounters {

  private static final String METRIC = "istio_requests_total{";
  private static final Pattern DESTINATION = label("destination_workload");
  private static final Pattern CODE = label("response_code");

  private RequestCounters() {}

  /** By destination workload and response code, as the callers' side counted. */
  static Map<String, Long> of(String metrics) {
    var sums = new TreeMap<String, Double>();
    metrics
        .lines()
        .filter(line -> line.startsWith(METRIC) && line.contains("reporter=\"source\""))
        .forEach(
            line -> {
              double value = Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
              sums.merge(find(DESTINATION, line) + " " + find(CODE, line), value, Double::sum);
            });
    var result = new TreeMap<String, Long>();
    sums.forEach((key, value) -> result.put(key, Math.round(value)));
    return result;
  }

  private static String find(Pattern pattern, String line) {
    var match = pattern.matcher(line);
    return match.find() ? match.group(1) : "unknown";
  }

  private static Pattern label(String name) {
    return Pattern.compile("[{,]" + name + "=\"([^\"]*)\"");
  }
}

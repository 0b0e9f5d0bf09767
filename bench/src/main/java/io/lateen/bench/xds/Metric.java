// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.xds;

import io.lateen.bench.report.Figure;
import io.lateen.bench.report.Series;
import java.util.List;
import java.util.Map;

/**
 * A figure that is told of each size.
 *
 * @param name as in docs/performance.md; its last word may be the unit
 * @param series which of the measured values it summarizes
 * @param part which of them, as 0.5 for the median
 * @param goals most it should be, by size
 */
record Metric(String name, String series, String unit, double part, Map<Size, Double> goals) {

  static final String READY = "ready_s";
  static final String READY_MEMORY = "ready_rss_mb";
  static final String COLD = "cold_connect_s";
  static final String COLD_CPU = "cold_connect_cpu_s";
  static final String ENDPOINT = "endpoint_last_ack_ms";
  static final String ENDPOINT_CPU = "endpoint_cpu_us_per_proxy";
  static final String ROUTE = "route_last_ack_ms";
  static final String ROUTE_CPU = "route_cpu_ms";
  static final String ROUTE_BYTES = "route_bytes_total";
  static final String NOTHING_CPU = "noop_cpu_ms";
  static final String NOTHING_BYTES = "noop_bytes";
  static final String MEMORY = "rss_mb";

  static final List<Metric> ALL =
      List.of(
          median(READY, "s", Map.of(Size.C, 3.0)),
          median(READY_MEMORY, "MB", Map.of()),
          median(COLD, "s", Map.of(Size.A, 1.5)),
          median(COLD_CPU, "s", Map.of(Size.A, 1.2)),
          of("endpoint_last_ack_p50_ms", ENDPOINT, 0.5, Map.of(Size.A, 6.0, Size.D, 15.0)),
          of("endpoint_last_ack_p99_ms", ENDPOINT, 0.99, Map.of(Size.D, 40.0, Size.E, 40.0)),
          median(ENDPOINT_CPU, "us", Map.of(Size.A, 25.0, Size.D, 25.0)),
          of("route_last_ack_p50_ms", ROUTE, 0.5, Map.of(Size.A, 100.0)),
          median(ROUTE_CPU, "ms", Map.of()),
          median(ROUTE_BYTES, "bytes", Map.of()),
          median(NOTHING_CPU, "ms", Map.of(Size.A, 0.1)),
          median(NOTHING_BYTES, "bytes", Map.of(Size.A, 0.0)),
          median(MEMORY, "MB", Map.of(Size.A, 180.0, Size.B, 260.0, Size.C, 350.0, Size.E, 450.0)));

  private static Metric median(String name, String unit, Map<Size, Double> goals) {
    return new Metric(name, name, unit, 0.5, goals);
  }

  private static Metric of(String name, String series, double part, Map<Size, Double> goals) {
    return new Metric(name, series, "ms", part, goals);
  }

  Figure of(Size size, Series values) {
    return Figure.of("xds", size.word(), name, unit, values.percentile(part))
        .runs(values.size(), values.spread())
        .goal(goals.getOrDefault(size, Double.NaN));
  }
}

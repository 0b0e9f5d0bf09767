// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.xds;

import io.lateen.bench.report.Memory;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Every proxy has the whole configuration: all connect, endpoints and routes change, nothing
 * changes, all come back. Then the same against the floor program, with the bytes that the control
 * plane sent.
 */
record SizeCase(Size size) implements Case {

  static final String READY = "ready_s";
  static final String READY_MEMORY = "ready_rss_mb";
  static final String COLD = "cold_connect_s";
  static final String COLD_CPU = "cold_connect_cpu_s";
  static final String ENDPOINT = "endpoint_last_ack";
  static final String ENDPOINT_CPU = "endpoint_cpu_us_per_proxy";
  static final String ROUTE = "route_last_ack";
  static final String ROUTE_CPU = "route_cpu_ms";
  static final String ROUTE_BYTES = "route_bytes_total";
  static final String NOTHING_CPU = "noop_cpu_ms";
  static final String NOTHING_BYTES = "noop_bytes";
  static final String MEMORY = "rss_mb";
  static final String RECONNECT = "reconnect_s";
  static final String RECONNECT_CPU = "reconnect_cpu_s";
  static final String RECONNECT_BYTES = "reconnect_bytes";
  static final String RECONNECT_TOTAL = "reconnect_bytes_with_frames";
  static final String END_MEMORY = "reconnect_rss_mb";

  private static final List<Metric> METRICS =
      List.of(
          Metric.median(READY, "s", Map.of("c", 3.0)),
          Metric.median(READY_MEMORY, "MB"),
          Metric.median(COLD, "s", Map.of("a", 1.5)),
          Metric.median(COLD_CPU, "s", Map.of("a", 1.2)),
          Metric.p50(ENDPOINT, Map.of("a", 6.0, "d", 15.0)),
          Metric.p99(ENDPOINT, Map.of("d", 40.0)),
          Metric.median(ENDPOINT_CPU, "us", Map.of("a", 25.0, "d", 25.0)),
          Metric.p50(ROUTE, Map.of("a", 20.0)),
          Metric.median(ROUTE_CPU, "ms"),
          Metric.median(ROUTE_BYTES, "bytes", Map.of("a", 1e6)),
          Metric.median(NOTHING_CPU, "ms", Map.of("a", 0.1)),
          Metric.median(NOTHING_BYTES, "bytes", Map.of("a", 0.0)),
          Metric.median(MEMORY, "MB", Map.of("a", 180.0, "b", 260.0, "c", 350.0)),
          Metric.median(RECONNECT, "s", Map.of("b", 1.0)),
          Metric.median(RECONNECT_CPU, "s"),
          Metric.median(RECONNECT_BYTES, "bytes", Map.of("b", 0.0)),
          Metric.median(RECONNECT_TOTAL, "bytes"),
          Metric.median(END_MEMORY, "MB"));

  @Override
  public String word() {
    return size.word();
  }

  @Override
  public List<Metric> metrics() {
    return METRICS;
  }

  @Override
  public void run(Laboratory laboratory, Measurements values, Measurements floors)
      throws Exception {
    Recording recording;
    NodeIdentity identity;
    try (var bed = laboratory.start(size.services(), UnaryOperator.identity())) {
      values.add(READY, bed.server().ready().toNanos() / 1e9);
      values.add(READY_MEMORY, Memory.residentMegabytes(bed.server().pid()));
      identity = bed.join("node-0");
      var load = LoadOptions.of(bed.server().port(), bed.server().pid(), identity);
      laboratory
          .client()
          .run(
              sized(load).edits(bed.config().url()).words(),
              new LoadEvents(size.proxies(), values)::take);
      recording = Recording.take(bed, identity);
    }
    try (var floor = FloorProcess.start(recording, identity, laboratory.scratch())) {
      var load = LoadOptions.of(floor.port(), floor.process().pid(), floor.identity());
      floor.warm(laboratory.client(), load.with("-svcs", "" + size.services()));
      laboratory
          .client()
          .run(
              sized(load).edits(floor.url()).words(), new LoadEvents(size.proxies(), floors)::take);
    }
  }

  private LoadOptions sized(LoadOptions options) {
    return options
        .with("-n", "" + size.proxies(), "-svcs", "" + size.services())
        .with("-eps", "" + Size.ENDPOINTS, "-ep-events", "" + Size.ENDPOINT_EDITS)
        .with("-vs-events", "" + Size.ROUTE_EDITS, "-noop-events", "" + Size.EMPTY_EDITS);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.xds;

import io.lateen.bench.report.Figure;
import io.lateen.bench.report.Memory;
import io.lateen.bench.report.ScratchFolder;
import io.lateen.bench.report.Series;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * Connects and changes at one size after the other. Latencies run from just before the write of a
 * file to the last proxy's acknowledgement; processor time is the control plane's alone.
 */
public final class XdsSuite {

  private static final int RUNS = Integer.getInteger("lateen.bench.runs", 5);
  private static final double MILLION = 1e6;
  private static final double MIB_TO_MB = 1.048576;

  private final Path home;
  private final Consumer<Figure> figures;

  /**
   * @param home folder of the checkout
   * @param figures is told each figure when its case has ended
   */
  public XdsSuite(Path home, Consumer<Figure> figures) {
    this.home = home;
    this.figures = figures;
  }

  /** The cases by their words. */
  public static List<String> cases() {
    return Size.words();
  }

  /** Runs one case, several times from the start. */
  public void run(String word) throws Exception {
    var size = Size.of(word);
    SortedMap<String, Series> values = new TreeMap<>();
    try (var scratch = ScratchFolder.create()) {
      var client = LoadClient.find(home, scratch.path());
      for (int i = 0; i < RUNS; i++) {
        try (var run = ScratchFolder.create()) {
          once(size, client, run.path(), values);
        }
      }
    }
    for (var metric : Metric.ALL) {
      figures.accept(metric.of(size, values.getOrDefault(metric.series(), new Series())));
    }
  }

  private void once(Size size, LoadClient client, Path scratch, SortedMap<String, Series> values)
      throws Exception {
    var generated = scratch.resolve("generated");
    client.run(shape(size, "-gen", generated.toString(), "-layout", "kube"), event -> {});
    try (var config = ConfigFolder.of(generated.resolve("all.yaml"), scratch.resolve("config"));
        var server = ServerProcess.start(home, config.folder(), scratch)) {
      add(values, Metric.READY, server.ready().toNanos() / 1e9);
      add(values, Metric.READY_MEMORY, Memory.residentMegabytes(server.process().pid()));
      var identity =
          NodeIdentity.join(server.admin(), server.port(), "node-0", scratch.resolve("identity"));
      client.run(
          load(size, config, server, identity),
          event -> {
            System.err.println(event); // A case takes minutes: whoever waits wants to see it move.
            read(size, event, values);
          });
    }
  }

  private static List<String> shape(Size size, String... more) {
    var options = new ArrayList<>(List.of(more));
    options.addAll(List.of("-svcs", "" + size.services(), "-eps", "" + Size.ENDPOINTS));
    return options;
  }

  private static List<String> load(
      Size size, ConfigFolder config, ServerProcess server, NodeIdentity identity) {
    var options =
        shape(size, "-addr", "127.0.0.1:" + server.port(), "-pid", "" + server.process().pid());
    options.addAll(List.of("-n", "" + size.proxies(), "-api", config.url()));
    options.addAll(List.of("-tls-ca", identity.roots().toString(), "-tls-name", "127.0.0.1"));
    options.addAll(List.of("-tls-cert", identity.certificate().toString()));
    options.addAll(List.of("-tls-key", identity.key().toString(), "-settle", "300"));
    options.add("-reconnect=false"); // It waits for an answer that a proxy in step does not get.
    return options;
  }

  private static void read(Size size, JsonNode event, SortedMap<String, Series> values) {
    double cpu = event.path("cpu_ms").asDouble(0);
    double bytes = event.path("recv_mb").asDouble(0) * MILLION;
    switch (event.path("ev").asString("")) {
      case "cold-connect" -> {
        complete(size, "ready", event);
        add(values, Metric.COLD, event.path("all_s").asDouble());
        add(values, Metric.COLD_CPU, event.path("cpu_sched_s").asDouble());
      }
      case "endpoint" -> {
        complete(size, "acked", event);
        add(values, Metric.ENDPOINT, event.path("last_ms").asDouble());
        add(values, Metric.ENDPOINT_CPU, cpu * 1_000 / size.proxies());
      }
      case "route" -> {
        complete(size, "acked", event);
        add(values, Metric.ROUTE, event.path("last_ms").asDouble());
        add(values, Metric.ROUTE_CPU, cpu);
        add(values, Metric.ROUTE_BYTES, bytes);
      }
      case "noop" -> {
        add(values, Metric.NOTHING_CPU, cpu);
        add(values, Metric.NOTHING_BYTES, bytes);
      }
      case "idle" -> add(values, Metric.MEMORY, event.path("rss_mb").asDouble() * MIB_TO_MB);
      default -> {
        // Sums and marks: each of their values is here already.
      }
    }
  }

  /** A figure of fewer proxies than there are would be a lie. */
  private static void complete(Size size, String field, JsonNode event) {
    if (event.path(field).asInt(0) != size.proxies()) {
      throw new IllegalStateException("not all proxies: " + event);
    }
  }

  private static void add(SortedMap<String, Series> values, String metric, double value) {
    values.computeIfAbsent(metric, key -> new Series()).add(value);
  }
}

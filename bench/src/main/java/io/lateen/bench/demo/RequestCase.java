// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.demo;

import io.lateen.base.time.NanoClock;
import io.lateen.bench.report.Figure;
import io.lateen.bench.report.Series;
import io.lateen.lab.demo.LabState;
import io.lateen.lab.system.NetworkNamespace;
import io.lateen.lab.traffic.HttpCall;
import io.lateen.lab.traffic.Load;
import io.lateen.lab.traffic.LoadReport;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the way costs: the same small answer of the same program over one kept connection, always
 * from one pod to another on the same host and so by the same cables: without any Envoy (the
 * floor), through the caller's, through the server's, and through both with mutual TLS. Rounds
 * alternate, so that noise hits all alike.
 */
final class RequestCase {

  /** The way that the others are compared with. */
  private static final String FLOOR = "direct";

  private static final int ROUNDS = 9;
  private static final int CALLS = 1_000;
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final RunningMesh mesh;

  RequestCase(RunningMesh mesh) {
    this.mesh = mesh;
  }

  private record Way(NetworkNamespace from, InetSocketAddress to, HttpCall call) {}

  List<Figure> run() throws Exception {
    var ways = ways();
    Map<String, Series> medians = new LinkedHashMap<>();
    Map<String, Series> tails = new LinkedHashMap<>();
    for (int round = 0; round <= ROUNDS; round++) {
      for (var entry : ways.entrySet()) {
        var latencies = measure(entry.getValue());
        if (round > 0) {
          medians.computeIfAbsent(entry.getKey(), name -> new Series()).add(latencies.p50());
          tails.computeIfAbsent(entry.getKey(), name -> new Series()).add(latencies.p99());
        }
      }
    }
    var figures = new ArrayList<Figure>();
    for (var name : ways.keySet()) {
      figures.add(figure(name + "_p50_us", medians, name));
      figures.add(figure(name + "_p99_us", tails, name));
    }
    return figures;
  }

  private Map<String, Way> ways() {
    var caller = mesh.insideOf(mesh.pod("productpage"));
    var plainCaller = mesh.insideOf(mesh.podOf(PlainPods.CALLER));
    var ratings = mesh.pod("ratings");
    var plain = mesh.podOf(PlainPods.SERVER);
    Map<String, Way> ways = new LinkedHashMap<>();
    ways.put(FLOOR, new Way(plainCaller, address(plain), call(PlainPods.SERVER)));
    ways.put(
        "through_callers_envoy",
        new Way(caller, service(PlainPods.SERVER), call(PlainPods.SERVER)));
    ways.put("through_servers_envoy", new Way(plainCaller, address(ratings), call("ratings")));
    ways.put("both_sidecars_mtls", new Way(caller, service("ratings"), call("ratings")));
    return ways;
  }

  private static HttpCall call(String service) {
    return HttpCall.get(service + ":9080", "/health");
  }

  private static InetSocketAddress address(LabState.Pod pod) {
    return new InetSocketAddress(pod.address(), pod.port());
  }

  private InetSocketAddress service(String name) {
    var service =
        mesh.state().services().stream()
            .filter(found -> found.name().equals(name))
            .findFirst()
            .orElseThrow();
    return new InetSocketAddress(service.address(), service.port());
  }

  private record Microseconds(double p50, double p99) {}

  private static Microseconds measure(Way way) throws Exception {
    run(way, 1);
    var report = run(way, CALLS);
    return new Microseconds(
        report.latencies().percentile(0.5).toNanos() / 1e3,
        report.latencies().percentile(0.99).toNanos() / 1e3);
  }

  /** All calls must succeed; one call first tells a way that leads nowhere from a slow one. */
  private static LoadReport run(Way way, long calls) throws Exception {
    var plan = new Load.Plan(way.to(), way.call(), reply -> "", 1, 0, calls, TIMEOUT);
    var report = Load.run(way.from(), plan, NanoClock.system());
    if (report.failed() > 0 || report.statuses().getOrDefault(200, 0L) != calls) {
      throw new IllegalStateException(way + ": " + report.statuses() + " " + report.failures());
    }
    return report;
  }

  private static Figure figure(String metric, Map<String, Series> values, String way) {
    return Figure.of(DemoSuite.NAME, "requests", metric, "us", series(values, way))
        .floor(series(values, FLOOR).median());
  }

  private static Series series(Map<String, Series> values, String way) {
    return Objects.requireNonNull(values.get(way), way);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.mtls;

import io.lateen.api.security.MtlsMode;
import io.lateen.controlplane.mtls.PlaintextCaller.Kind;
import io.lateen.controlplane.node.ReportedMetrics.Series;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.workload.ProxyRole;
import io.lateen.mesh.workload.TlsMode;
import io.lateen.mesh.workload.Workload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who still sends plaintext to whom, where that is still taken.
 *
 * @param ports in the order of namespace, workload and port
 * @param ready namespaces with workloads that take plaintext and of which none got any
 */
public record PlaintextReport(List<PlaintextPort> ports, List<String> ready) {

  /** Series of the agents (agent: {@code telemetry.PlaintextCallers}). */
  private static final String CALLS = "lateen_agent_plaintext_calls_total";

  private static final String LAST = "lateen_agent_plaintext_last_seconds";

  public PlaintextReport {
    ports = List.copyOf(ports);
    ready = List.copyOf(ready);
  }

  private record Place(String namespace, String workload, int port) {}

  /**
   * Puts it together.
   *
   * @param reported what nodes report, by name
   * @param since what was seen last before it is left out
   */
  public static PlaintextReport of(
      MeshSnapshot mesh, SortedMap<String, List<Series>> reported, Instant since) {
    var calls = new TreeMap<String, Double>();
    reported
        .getOrDefault(CALLS, List.of())
        .forEach(series -> calls.put(series.labels().toString(), series.value()));
    var ports = new TreeMap<String, PlaintextPort>();
    for (var series : reported.getOrDefault(LAST, List.of())) {
      var seen = Instant.ofEpochSecond((long) series.value());
      var called = called(mesh, series);
      if (called.isEmpty() || seen.isBefore(since)) {
        continue;
      }
      int port = port(series);
      var mode = mesh.peersOf(called.get()).of(port);
      if (mode != MtlsMode.STRICT) {
        long count = calls.getOrDefault(series.labels().toString(), 1d).longValue();
        var caller = caller(mesh, label(series, "source"), seen, count);
        add(ports, called.get(), port, mode, caller);
      }
    }
    return new PlaintextReport(List.copyOf(ports.values()), ready(mesh, ports.values()));
  }

  private static void add(
      Map<String, PlaintextPort> ports,
      Workload called,
      int port,
      MtlsMode mode,
      PlaintextCaller caller) {
    var place = new Place(called.namespace(), called.deployment(), port);
    var key = "%s/%s/%05d/%s".formatted(place.namespace(), place.workload(), port, mode);
    var before = ports.get(key);
    var callers = new ArrayList<PlaintextCaller>(before == null ? List.of() : before.callers());
    callers.add(caller);
    ports.put(key, new PlaintextPort(place.namespace(), place.workload(), port, mode, callers));
  }

  /** The workload that was called: one of the node that says so, or nobody is believed. */
  private static Optional<Workload> called(MeshSnapshot mesh, Series series) {
    var node = label(series, "node");
    return mesh.workloads().at(label(series, "destination")).stream()
        .filter(workload -> workload.node().equals(node) && hasSidecar(workload))
        .findFirst();
  }

  private static PlaintextCaller caller(
      MeshSnapshot mesh, String address, Instant seen, long calls) {
    return mesh.workloads().at(address).stream()
        .findFirst()
        .map(
            workload ->
                new PlaintextCaller(
                    address,
                    workload.namespace(),
                    workload.deployment(),
                    hasProxy(workload) ? Kind.SIDECAR : Kind.NO_SIDECAR,
                    seen,
                    calls))
        .orElseGet(() -> new PlaintextCaller(address, "", "", Kind.STRANGER, seen, calls));
  }

  private static List<String> ready(MeshSnapshot mesh, Iterable<PlaintextPort> ports) {
    var open = new TreeSet<String>();
    for (var workload : mesh.workloads().all()) {
      var peers = mesh.peersOf(workload);
      if (hasSidecar(workload)
          && (peers.mode() != MtlsMode.STRICT
              || peers.ports().values().stream().anyMatch(mode -> mode != MtlsMode.STRICT))) {
        open.add(workload.namespace());
      }
    }
    ports.forEach(port -> open.remove(port.namespace()));
    return List.copyOf(open);
  }

  private static boolean hasSidecar(Workload workload) {
    return workload.tlsMode() == TlsMode.ISTIO && workload.role() == ProxyRole.SIDECAR;
  }

  private static boolean hasProxy(Workload workload) {
    return workload.tlsMode() == TlsMode.ISTIO || workload.role() != ProxyRole.SIDECAR;
  }

  private static int port(Series series) {
    try {
      return Integer.parseInt(label(series, "port"));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static String label(Series series, String name) {
    return series.labels().getOrDefault(name, "");
  }
}

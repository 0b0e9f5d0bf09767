// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.virtualservice;

import io.lateen.analysis.Analyzer;
import io.lateen.analysis.Code;
import io.lateen.analysis.Findings;
import io.lateen.analysis.Names;
import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.document.TypeName;
import io.lateen.analysis.inventory.Inventory;
import io.lateen.analysis.inventory.ServicePolicies;
import io.lateen.analysis.inventory.Visibility;
import io.lateen.mesh.host.Hosts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** VirtualServices that the same sidecars see, with routes for the same host. */
public final class MeshHostAnalyzer implements Analyzer {

  private record ScopedHost(String scope, String host) implements Comparable<ScopedHost> {
    private static final Comparator<ScopedHost> ORDER =
        Comparator.comparing(ScopedHost::scope).thenComparing(ScopedHost::host);

    @Override
    public int compareTo(ScopedHost other) {
      return ORDER.compare(this, other);
    }
  }

  /** Most routes of others that are named with those that meet them. */
  private static final int SHOWN = 8;

  @Override
  public String name() {
    return "virtualservice.ConflictingMeshGatewayHostsAnalyzer";
  }

  @Override
  public void analyze(Inventory inventory, Findings findings) {
    Map<ScopedHost, List<AnalyzedDocument>> owners = new TreeMap<>();
    var policies = new ServicePolicies(inventory);
    var everywhere = new OverlappingHosts<AnalyzedDocument>();
    for (var routes : inventory.of(TypeName.VIRTUAL_SERVICE)) {
      if (!isForMesh(routes)) {
        continue;
      }
      for (var scope : Visibility.of(routes)) {
        for (var written : routes.spec("hosts").texts()) {
          var host = Hosts.qualify(written, routes.namespace());
          if (policies.say(host, "virtualServices", "MERGE")) {
            continue;
          }
          owners.computeIfAbsent(new ScopedHost(scope, host), key -> new ArrayList<>()).add(routes);
          if (scope.equals(Visibility.ALL)) {
            everywhere.add(host, routes);
          }
        }
      }
    }
    var others = new PublicRoutes(everywhere);
    owners.forEach(
        (scoped, own) -> {
          if (scoped.scope().equals(Visibility.ALL)) {
            reportSame(scoped, own, findings);
          } else {
            reportOverlap(scoped, own, others, findings);
          }
        });
  }

  private static boolean isForMesh(AnalyzedDocument routes) {
    var gateways = routes.spec("gateways").texts();
    return gateways.isEmpty() || gateways.contains("mesh");
  }

  private static void reportSame(ScopedHost scoped, List<AnalyzedDocument> own, Findings findings) {
    if (own.size() < 2) {
      return;
    }
    var oldest = own.stream().min(AnalyzedDocument.OLDEST_FIRST).orElseThrow();
    var rule = "the oldest, %s (%s),".formatted(oldest.fullName(), oldest.place());
    report(own, message(scoped, names(own), 0, rule), findings);
  }

  /** Routes that some namespaces see meet those that all namespaces see. */
  private static void reportOverlap(
      ScopedHost scoped, List<AnalyzedDocument> own, PublicRoutes all, Findings findings) {
    var others = all.of(scoped.host());
    if (others.isEmpty()) {
      reportSame(scoped, own, findings);
      return;
    }
    var shown = others.subList(0, Math.min(SHOWN, others.size()));
    var names = names(own);
    names.addAll(names(shown));
    var hidden = others.size() - shown.size();
    var rule = "the most specific host, then the oldest,";
    var message = message(scoped, names, hidden, rule);
    report(own, message, findings);
    if (all.told.add(scoped.host())) {
      report(others, message, findings);
    }
  }

  /** Routes that all namespaces see, by the host they overlap with; each host is asked once. */
  private static final class PublicRoutes {
    private final OverlappingHosts<AnalyzedDocument> index;
    private final Map<String, List<AnalyzedDocument>> known = new HashMap<>();
    private final Set<String> told = new HashSet<>();

    PublicRoutes(OverlappingHosts<AnalyzedDocument> index) {
      this.index = index;
    }

    List<AnalyzedDocument> of(String host) {
      return known.computeIfAbsent(
          host, key -> index.of(key).stream().distinct().sorted().toList());
    }
  }

  private static List<String> names(List<AnalyzedDocument> routes) {
    return routes.stream()
        .map(AnalyzedDocument::fullName)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static String message(ScopedHost scoped, List<String> names, int hidden, String winner) {
    return "The VirtualServices %s associated with mesh gateway define the same host %s/%s; sidecars use %s and ignore the others. Merge them into one"
        .formatted(Names.list(names, hidden), scoped.scope(), scoped.host(), winner);
  }

  private static void report(List<AnalyzedDocument> all, String message, Findings findings) {
    for (var routes : all) {
      findings.add(Code.CONFLICTING_MESH_GATEWAY_HOSTS, routes, routes.spec("hosts"), message);
    }
  }
}

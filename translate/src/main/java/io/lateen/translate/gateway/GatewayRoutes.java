// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.gateway;

import io.lateen.mesh.MeshSnapshot;
import io.lateen.translate.Provenance;
import io.lateen.translate.gateway.GatewayServers.Server;
import io.lateen.translate.route.RouteConfigKey;
import io.lateen.translate.route.RoutePlan;
import io.lateen.translate.route.RulePlanner;
import io.lateen.translate.route.VirtualHostPlan;
import io.lateen.translate.view.WorkloadView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Plans the routes of one port of a gateway. Several VirtualServices may serve one host there:
 * their rules follow each other, oldest first, and rules that take everything come last (Istio:
 * core/gateway.go buildGatewayHTTPRouteConfig).
 */
final class GatewayRoutes {

  private static final String NOBODY = "blackhole";

  /** The rules of one host so far. */
  private static final class Host {
    private final List<RoutePlan> routes = new ArrayList<>();
    private final List<Provenance.Cause> causes = new ArrayList<>();
    private boolean requireTls;
  }

  private final WorkloadView view;
  private final MeshSnapshot mesh;
  private final List<Server> servers;
  private final boolean tls;
  private final Map<String, Host> hosts = new TreeMap<>();

  /**
   * @param tls whether the servers decrypt TLS
   */
  GatewayRoutes(WorkloadView view, MeshSnapshot mesh, List<Server> servers, boolean tls) {
    this.view = view;
    this.mesh = mesh;
    this.servers = servers;
    this.tls = tls;
  }

  RouteConfigKey plan(String name) {
    servers.forEach(this::addServer);
    int port = servers.getFirst().spec().port().number();
    var plans = new ArrayList<VirtualHostPlan>();
    var causes = new LinkedHashMap<String, List<Provenance.Cause>>();
    collapsed()
        .forEach(
            (host, domains) -> {
              var plan =
                  new VirtualHostPlan(
                      domains.getFirst() + ":" + port,
                      domains,
                      catchAllLast(host),
                      host.requireTls);
              plans.add(plan);
              causes.put(plan.name(), List.copyOf(host.causes));
            });
    if (plans.isEmpty()) {
      plans.add(new VirtualHostPlan(NOBODY + ":" + port, List.of("*"), List.of(), false));
    }
    return new RouteConfigKey(
        name,
        plans,
        new RouteConfigKey.Rest.NotFound(),
        new Provenance(
            servers.stream()
                .map(server -> Provenance.Cause.of(server.gateway(), server.spec().line()))
                .distinct()
                .toList(),
            causes));
  }

  private void addServer(Server server) {
    var name = server.gatewayName();
    for (var rules : mesh.virtualServices().visible(name, view.proxy().namespace())) {
      var allowed =
          GatewayHosts.forNamespace(
              server.spec().hosts(), server.gateway().namespace(), rules.key().namespace());
      var common = GatewayHosts.intersection(allowed, rules.spec().hosts());
      if (common.isEmpty()) {
        continue;
      }
      var planned =
          new RulePlanner(view, Set.of(name), server.spec().port().number(), tls).routes(rules);
      for (var domain : planned.isEmpty() ? List.<String>of() : common) {
        var host = hosts.computeIfAbsent(domain.toLowerCase(Locale.ROOT), _ -> new Host());
        host.routes.addAll(planned);
        host.causes.add(Provenance.Cause.of(rules.object()));
        host.requireTls |= GatewayServers.redirectsToTls(server.spec());
      }
    }
    if (GatewayServers.redirectsToTls(server.spec())) {
      for (var domain : GatewayHosts.all(server.spec().hosts())) {
        hosts.computeIfAbsent(domain.toLowerCase(Locale.ROOT), _ -> new Host()).requireTls = true;
      }
    }
  }

  /** Hosts with the same rules share a virtual host: the rules would be sent for each otherwise. */
  private Map<Host, List<String>> collapsed() {
    var representatives = new LinkedHashMap<List<Object>, Host>();
    var domains = new LinkedHashMap<Host, List<String>>();
    hosts.forEach(
        (domain, host) -> {
          var first =
              representatives.computeIfAbsent(List.of(host.routes, host.requireTls), _ -> host);
          domains.computeIfAbsent(first, _ -> new ArrayList<>()).add(domain);
        });
    return domains;
  }

  private static List<RoutePlan> catchAllLast(Host host) {
    var sorted = new ArrayList<RoutePlan>();
    host.routes.stream().filter(route -> !RulePlanner.isCatchAll(route)).forEach(sorted::add);
    host.routes.stream().filter(RulePlanner::isCatchAll).forEach(sorted::add);
    return sorted;
  }
}

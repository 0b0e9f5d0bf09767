// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.gateway;

import io.lateen.api.servicepolicy.ServicePolicy.VirtualServiceOrder;
import io.lateen.base.map.DiffMap;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.host.Hosts;
import io.lateen.mesh.routing.ResolvedVirtualService;
import io.lateen.mesh.servicepolicy.Decided;
import io.lateen.translate.Provenance;
import io.lateen.translate.envoy.Addresses;
import io.lateen.translate.route.PlannedHost;
import io.lateen.translate.route.RouteConfigKey;
import io.lateen.translate.route.RouteHeaders;
import io.lateen.translate.route.RoutePlan;
import io.lateen.translate.route.RulePlanner;
import io.lateen.translate.route.Specificity;
import io.lateen.translate.route.VirtualHostPlan;
import io.lateen.translate.view.WorkloadView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Plans the routes of one port of a gateway. Several VirtualServices may serve one host there:
 * their rules follow each other, oldest first, and rules that take everything come last (Istio:
 * core/gateway.go buildGatewayHTTPRouteConfig).
 */
final class GatewayRoutes {

  private static final String NOBODY = "blackhole";
  private static final String MISDIRECTED = "misdirected";
  private static final String ANY = "*";

  /** The rules of one VirtualService at one Gateway. */
  private record Rules(String gateway, ResolvedVirtualService service, List<RoutePlan> routes) {

    /** What makes two lists of rules the same. */
    String name() {
      return gateway + "/" + service.key();
    }
  }

  /** What one host has so far. */
  private static final class Host {
    private final int port;
    private final List<Rules> rules = new ArrayList<>();
    private final Optional<Decided<VirtualServiceOrder>> merged;
    private boolean requireTls;

    /**
     * @param merged who asked that routes of several VirtualServices are put in order
     * @param port that the server names which had the host first
     */
    private Host(int port, Optional<Decided<VirtualServiceOrder>> merged) {
      this.merged = merged;
      this.port = port;
    }
  }

  private final WorkloadView view;
  private final MeshSnapshot mesh;
  private final List<Server> servers;
  private final Map<String, Rules> planned = new HashMap<>();
  private final Map<String, Host> hosts = new TreeMap<>(GatewayHosts.MOST_SPECIFIC_FIRST);

  /**
   * @param servers that share the route configuration, oldest first; not empty
   */
  GatewayRoutes(WorkloadView view, MeshSnapshot mesh, List<Server> servers) {
    this.view = view;
    this.mesh = mesh;
    this.servers = List.copyOf(servers);
  }

  RouteConfigKey plan(String name) {
    return plan(name, List.of(), List.of());
  }

  /**
   * The same where requests for hosts of other servers are sent back.
   *
   * @param others server names of the port's other servers; empty when nothing is sent back
   * @param why who asked for it
   */
  RouteConfigKey plan(String name, List<String> others, List<Provenance.Cause> why) {
    servers.forEach(this::addServer);
    var own = servers.stream().flatMap(server -> server.serverNames().stream()).toList();
    var foreign = others.stream().filter(other -> !own.contains(other)).distinct().toList();
    hosts.keySet().removeIf(host -> belongsElsewhere(host, own, foreign));
    var plans = new ArrayList<VirtualHostPlan>();
    var causes = new LinkedHashMap<String, List<Provenance.Cause>>();
    collapsed()
        .forEach(
            (host, domains) -> {
              var plan =
                  new VirtualHostPlan(
                      virtualHost(domains.getFirst(), host.port),
                      domains,
                      inOrder(host),
                      host.requireTls);
              plans.add(plan);
              causes.put(
                  plan.name(),
                  Stream.concat(
                          host.rules.stream()
                              .map(rules -> Provenance.Cause.of(rules.service().object())),
                          host.merged.stream().map(Provenance.Cause::of))
                      .toList());
            });
    if (plans.isEmpty() && !foreign.contains(ANY)) {
      var nobody = virtualHost(NOBODY, servers.getFirst().number());
      plans.add(new VirtualHostPlan(nobody, List.of(ANY), List.of(), false));
    }
    var headers = RouteHeaders.of(view);
    var planned = new TreeMap<String, PlannedHost>();
    plans.forEach(plan -> planned.put(plan.name(), new PlannedHost(plan, headers)));
    return new RouteConfigKey(
        name,
        DiffMap.copyOf(planned),
        rest(foreign),
        headers,
        new Provenance(servers.stream().map(Server::cause).distinct().toList(), causes).with(why));
  }

  private RouteConfigKey.Rest rest(List<String> foreign) {
    return foreign.isEmpty()
        ? new RouteConfigKey.Rest.NotFound()
        : new RouteConfigKey.Rest.Misdirected(
            virtualHost(MISDIRECTED, servers.getFirst().number()),
            foreign.stream().sorted(GatewayHosts.MOST_SPECIFIC_FIRST).toList());
  }

  /** Whether another server names the host more exactly than these do. */
  private static boolean belongsElsewhere(String host, List<String> own, List<String> foreign) {
    var closest =
        own.stream()
            .filter(name -> Hosts.covers(name, host))
            .min(GatewayHosts.MOST_SPECIFIC_FIRST)
            .orElse(ANY);
    return foreign.stream()
        .anyMatch(
            name ->
                Hosts.covers(name, host)
                    && GatewayHosts.MOST_SPECIFIC_FIRST.compare(name, closest) < 0);
  }

  private static String virtualHost(String host, int port) {
    return Addresses.inHostHeader(host) + ":" + port;
  }

  private void addServer(Server server) {
    for (var service :
        mesh.virtualServices().visible(server.gatewayName(), view.proxy().namespace())) {
      var allowed = GatewayHosts.forNamespace(server.hosts(), service.key().namespace());
      var common = GatewayHosts.intersection(allowed, service.spec().hosts());
      if (!common.isEmpty()) {
        var rules = rules(server, service);
        if (!rules.routes().isEmpty()) {
          for (var domain : common) {
            var host = host(domain, server);
            host.rules.add(rules);
            host.requireTls |= server.redirectsToTls();
          }
        }
      }
    }
    if (server.redirectsToTls()) {
      server.serverNames().forEach(domain -> host(domain, server).requireTls = true);
    }
  }

  /** Planned once for each Gateway, with the port of its first server. */
  private Rules rules(Server server, ResolvedVirtualService service) {
    return planned.computeIfAbsent(
        server.gatewayName() + "/" + service.key(),
        _ -> {
          var planner =
              new RulePlanner(
                  view,
                  Set.of(server.gatewayName()),
                  server.number(),
                  server.spec().tls().isPresent());
          return new Rules(server.gatewayName(), service, planner.routes(service));
        });
  }

  private Host host(String domain, Server server) {
    return hosts.computeIfAbsent(
        domain.toLowerCase(Locale.ROOT), _ -> new Host(server.number(), merged(domain)));
  }

  private Optional<Decided<VirtualServiceOrder>> merged(String domain) {
    return view.settings(domain)
        .virtualServices()
        .filter(order -> order.value() == VirtualServiceOrder.MERGE);
  }

  /** Hosts with the same rules share a virtual host: the rules would be sent for each otherwise. */
  private Map<Host, List<String>> collapsed() {
    var representatives = new HashMap<List<Object>, Host>();
    var domains = new LinkedHashMap<Host, List<String>>();
    hosts.forEach(
        (domain, host) -> {
          var names = host.rules.stream().map(Rules::name).toList();
          var first =
              representatives.computeIfAbsent(
                  List.of(names, host.requireTls, host.merged), _ -> host);
          domains.computeIfAbsent(first, _ -> new ArrayList<>()).add(domain);
        });
    return domains;
  }

  private static List<RoutePlan> inOrder(Host host) {
    if (host.merged.isPresent()) {
      return host.rules.stream()
          .sorted(Comparator.comparing(Rules::service, ResolvedVirtualService.BY_NAME))
          .flatMap(rules -> rules.routes().stream())
          .sorted(Specificity.MOST_SPECIFIC_FIRST)
          .toList();
    }
    var routes = host.rules.stream().flatMap(rules -> rules.routes().stream()).toList();
    var sorted = new ArrayList<RoutePlan>();
    routes.stream().filter(route -> !RulePlanner.isCatchAll(route)).forEach(sorted::add);
    routes.stream().filter(RulePlanner::isCatchAll).forEach(sorted::add);
    return sorted;
  }
}

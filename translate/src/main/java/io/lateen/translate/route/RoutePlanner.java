// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.route;

import io.lateen.api.networking.OutboundTrafficPolicy;
import io.lateen.mesh.host.Hosts;
import io.lateen.mesh.routing.ResolvedVirtualService;
import io.lateen.mesh.scope.EgressScope;
import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.service.Resolution;
import io.lateen.mesh.service.ServicePort;
import io.lateen.mesh.servicepolicy.Decided;
import io.lateen.mesh.servicepolicy.ServiceSettings;
import io.lateen.translate.Provenance;
import io.lateen.translate.envoy.Addresses;
import io.lateen.translate.name.EnvoyClusterName;
import io.lateen.translate.name.IstioNames;
import io.lateen.translate.policy.TrafficPolicies;
import io.lateen.translate.servicepolicy.RouteDefaults;
import io.lateen.translate.view.ProxyView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Plans the virtual hosts of a sidecar's outbound listeners (Istio: core/httproute.go
 * BuildSidecarOutboundVirtualHosts).
 */
public final class RoutePlanner {

  /** Rules for hosts that no service has work on this port only, as in Istio. */
  private static final int UNREGISTERED_PORT = 80;

  private final ProxyView view;
  private final String egressCluster;

  /** Second names of services, by the name they stand for. */
  private final Map<String, List<String>> aliases = new HashMap<>();

  /**
   * @param egressCluster where requests for unknown hosts go; the black hole refuses them
   */
  public RoutePlanner(ProxyView view, String egressCluster) {
    this.view = view;
    this.egressCluster = egressCluster;
    for (var service : view.services()) {
      if (service.resolution() == Resolution.ALIAS) {
        aliases.computeIfAbsent(service.aliasOf(), _ -> new ArrayList<>()).add(service.hostname());
      }
    }
  }

  /** The configuration of a listener that all services of a port share. */
  public RouteConfigKey shared(EgressScope egress, String name, int port) {
    var hosts = virtualHosts(egress, port);
    var sorted = hosts.sorted();
    return new RouteConfigKey(
        name,
        sorted,
        rest(sorted),
        RouteHeaders.of(view),
        new Provenance(List.of(), hosts.causes()));
  }

  /** A rule for every host leaves no rest; Envoy refuses a second one. */
  private RouteConfigKey.Rest rest(List<VirtualHostPlan> plans) {
    if (plans.stream().anyMatch(plan -> plan.domains().contains("*"))) {
      return new RouteConfigKey.Rest.NotFound();
    }
    if (view.outboundPolicy().mode() == OutboundTrafficPolicy.Mode.ALLOW_ANY_DYNAMIC_DNS) {
      return new RouteConfigKey.Rest.Resolve();
    }
    return egressCluster.equals(IstioNames.BLACK_HOLE_CLUSTER)
        ? new RouteConfigKey.Rest.Refuse()
        : new RouteConfigKey.Rest.Pass(egressCluster);
  }

  /** The configuration of a listener of one service, which takes requests for any host. */
  public RouteConfigKey ofService(EgressScope egress, String name, String host, int port) {
    var hosts = virtualHosts(egress, port);
    var own =
        hosts.sorted().stream()
            .filter(plan -> plan.domains().contains(host))
            .limit(1)
            .map(
                plan ->
                    new VirtualHostPlan(
                        plan.name(), List.of("*"), plan.routes(), plan.requireTls()))
            .toList();
    var causes = new LinkedHashMap<>(hosts.causes());
    causes.keySet().removeIf(part -> own.stream().noneMatch(plan -> isPart(part, plan.name())));
    return new RouteConfigKey(
        name,
        own,
        new RouteConfigKey.Rest.NotFound(),
        RouteHeaders.of(view),
        new Provenance(List.of(), causes));
  }

  private static boolean isPart(String part, String virtualHost) {
    return part.equals(virtualHost) || part.startsWith(virtualHost + "#");
  }

  private VirtualHostSet virtualHosts(EgressScope egress, int port) {
    var byHost = new LinkedHashMap<String, MeshService>();
    for (var service : egress.services()) {
      if (service.port(port).isPresent()) {
        byHost.putIfAbsent(service.hostname(), service);
      }
    }
    var hosts = new VirtualHostSet(byHost.keySet());
    var served = new HashSet<String>();
    addMerged(hosts, byHost, served, egress, port);
    for (var rules : egress.virtualServices()) {
      if (port == UNREGISTERED_PORT || concernsAny(rules, byHost.keySet())) {
        addRules(hosts, rules, byHost, served, egress, port);
      }
    }
    for (var service : byHost.values()) {
      if (!served.contains(service.hostname()) && service.resolution() != Resolution.ALIAS) {
        service
            .port(port)
            .filter(found -> found.protocol().isHttpOrAuto())
            .ifPresent(found -> addService(hosts, service, found));
      }
    }
    return hosts;
  }

  /** Hosts whose VirtualServices are put together come first, so that they keep their names. */
  private void addMerged(
      VirtualHostSet hosts,
      Map<String, MeshService> byHost,
      Set<String> served,
      EgressScope egress,
      int port) {
    if (view.settings().values().stream().noneMatch(ServiceSettings::merges)) {
      return;
    }
    var merged = new MergedRoutes(planner(port), egress);
    for (var service : byHost.values()) {
      var order = view.settings().getOrDefault(service.hostname(), ServiceSettings.NONE);
      boolean http = service.port(port).filter(p -> p.protocol().isHttpOrAuto()).isPresent();
      if (http && order.merges()) {
        var routes =
            merged.of(
                service,
                view.namespace(),
                Provenance.Cause.of(order.virtualServices().orElseThrow()));
        if (!routes.plans().isEmpty()) {
          served.add(service.hostname());
          addHost(hosts, service, port, routes);
        }
      }
    }
  }

  private RulePlanner planner(int port) {
    return new RulePlanner(view, Set.of(IstioNames.MESH_GATEWAY), port, false);
  }

  private void addHost(
      VirtualHostSet hosts, MeshService service, int port, VirtualHostSet.Routes routes) {
    hosts.add(
        virtualHostName(service.hostname(), port),
        Domains.of(service, view.addresses(service), aliases(service), view.dnsDomain()),
        routes);
  }

  private static boolean concernsAny(ResolvedVirtualService rules, Set<String> hosts) {
    return rules.spec().hosts().stream()
        .anyMatch(
            host ->
                hosts.contains(host)
                    || (Hosts.isWildcard(host)
                        && hosts.stream().anyMatch(known -> Hosts.covers(host, known)))
                    || hosts.stream()
                        .anyMatch(known -> Hosts.isWildcard(known) && Hosts.covers(known, host)));
  }

  private void addRules(
      VirtualHostSet hosts,
      ResolvedVirtualService rules,
      Map<String, MeshService> byHost,
      Set<String> served,
      EgressScope egress,
      int port) {
    var routes = planner(port).plan(rules);
    if (routes.plans().isEmpty()) {
      return;
    }
    var services = new ArrayList<MeshService>();
    var others = new ArrayList<String>();
    for (var host : rules.spec().hosts()) {
      var covered = servicesOf(host, rules, byHost, egress);
      services.addAll(covered);
      if (covered.isEmpty() && !coversService(host, byHost.keySet())) {
        others.add(host);
      }
    }
    if (rules.followsGatewayApi()) {
      services.removeIf(service -> !rules.appliesTo(service.namespace(), view.namespace()));
      if (services.isEmpty()) {
        return;
      }
    }
    services.removeIf(
        service -> service.port(port).filter(p -> p.protocol().isHttpOrAuto()).isEmpty());
    if (services.isEmpty() && port != UNREGISTERED_PORT) {
      return;
    }
    for (var host : others) {
      hosts.add(
          virtualHostName(host, port),
          new Domains(List.of(Addresses.inHostHeader(host)), List.of()),
          routes);
    }
    for (var service : services) {
      served.add(service.hostname());
      addHost(hosts, service, port, routes);
    }
  }

  private static boolean coversService(String host, Set<String> known) {
    return Hosts.isWildcard(host) && known.stream().anyMatch(name -> Hosts.covers(host, name));
  }

  /** The services a rule's host names; a wildcard only those for which no other rule is closer. */
  private List<MeshService> servicesOf(
      String host,
      ResolvedVirtualService rules,
      Map<String, MeshService> byHost,
      EgressScope egress) {
    if (!Hosts.isWildcard(host)) {
      var service = byHost.get(host);
      return service == null ? List.of() : List.of(service);
    }
    return byHost.values().stream()
        .filter(service -> Hosts.covers(host, service.hostname()))
        .filter(service -> egress.httpRoutesOf(service.hostname()).equals(Optional.of(rules)))
        .toList();
  }

  private void addService(VirtualHostSet hosts, MeshService service, ServicePort port) {
    var rule = view.destinationRule(service.hostname());
    var policy = TrafficPolicies.of(rule.map(found -> found.rule()), "", port.number());
    var settings = view.settings().getOrDefault(service.hostname(), ServiceSettings.NONE);
    RoutePlan route =
        new RoutePlan.ToService(
            new EnvoyClusterName(port.number(), "", service.hostname()).value(),
            service.hostname() + ":" + port.number() + "/*",
            TrafficPolicies.hash(policy),
            RouteDefaults.of(settings, view.mesh()),
            settings.sessionPersistence().map(Decided::value));
    var cause =
        new Provenance.Cause(service.object(), service.origin().source(), service.origin().line());
    var causes = new ArrayList<>(List.of(cause));
    settings.timeout().map(Provenance.Cause::of).ifPresent(causes::add);
    settings.retries().map(Provenance.Cause::of).ifPresent(causes::add);
    settings.sessionPersistence().map(Provenance.Cause::of).ifPresent(causes::add);
    addHost(
        hosts,
        service,
        port.number(),
        new VirtualHostSet.Routes(List.of(route), List.of(causes), List.of(cause)));
  }

  private List<String> aliases(MeshService service) {
    return aliases.getOrDefault(service.hostname(), List.of());
  }

  private static String virtualHostName(String host, int port) {
    return Addresses.inHostHeader(host) + ":" + port;
  }
}

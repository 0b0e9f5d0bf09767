// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.route;

import io.lateen.mesh.host.Hosts;
import io.lateen.mesh.routing.ResolvedVirtualService;
import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.service.Resolution;
import io.lateen.mesh.service.ServicePort;
import io.lateen.mesh.servicepolicy.Decided;
import io.lateen.translate.Provenance;
import io.lateen.translate.envoy.Addresses;
import io.lateen.translate.name.EnvoyClusterName;
import io.lateen.translate.name.IstioNames;
import io.lateen.translate.policy.TrafficPolicies;
import io.lateen.translate.servicepolicy.RouteDefaults;
import io.lateen.translate.view.ProxyView;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Plans the virtual hosts that one service or one VirtualService wants at an outbound listener of a
 * sidecar, by port (Istio: core/httproute.go BuildSidecarOutboundVirtualHosts).
 */
public final class RoutePlanner {

  /** Rules for hosts that no service has work on this port only, as in Istio. */
  private static final int UNREGISTERED_PORT = 80;

  private final ProxyView view;
  private final int egress;

  /**
   * @param egress index of the listener
   */
  public RoutePlanner(ProxyView view, int egress) {
    this.view = view;
    this.egress = egress;
  }

  /** What a service wants; every port that it has is a key. */
  public Map<Integer, List<HostClaim>> of(MeshService service) {
    var claims = new TreeMap<Integer, List<HostClaim>>();
    for (var port : service.ports()) {
      var wanted = new ArrayList<HostClaim>();
      if (port.protocol().isHttpOrAuto()) {
        merged(service, port).ifPresent(wanted::add);
        if (service.resolution() != Resolution.ALIAS) {
          wanted.add(plain(service, port));
        }
      }
      claims.putIfAbsent(port.number(), List.copyOf(wanted));
    }
    return claims;
  }

  /** The routes of calls that name a service by any of its names; a client has them alone. */
  public VirtualHostSet.Routes toPort(MeshService service, ServicePort port) {
    if (port.protocol().isHttpOrAuto()) {
      var rules =
          merged(service, port)
              .map(HostClaim::routes)
              .or(
                  () ->
                      view.httpRoutesOf(egress, service.hostname())
                          .filter(found -> isFor(found, service))
                          .map(planner(port.number())::plan));
      if (rules.filter(routes -> !routes.plans().isEmpty()).isPresent()) {
        return rules.get();
      }
    }
    return plain(service, port).routes();
  }

  private boolean isFor(ResolvedVirtualService rules, MeshService service) {
    return !rules.followsGatewayApi() || rules.appliesTo(service.namespace(), view::isIn);
  }

  /** A host whose VirtualServices are put together goes before the others, and keeps its names. */
  private Optional<HostClaim> merged(MeshService service, ServicePort port) {
    var order = view.settings(service.hostname());
    if (!order.merges()) {
      return Optional.empty();
    }
    var routes =
        new MergedRoutes(planner(port.number()))
            .of(
                service,
                view.httpClaims(egress, service.hostname()),
                view::isIn,
                Provenance.Cause.of(order.virtualServices().orElseThrow()));
    return routes.plans().isEmpty()
        ? Optional.empty()
        : Optional.of(claim(service, port.number(), routes, true));
  }

  private RulePlanner planner(int port) {
    return new RulePlanner(view, Set.of(IstioNames.MESH_GATEWAY), port, false);
  }

  private HostClaim claim(
      MeshService service, int port, VirtualHostSet.Routes routes, boolean merged) {
    return new HostClaim(
        virtualHostName(service.hostname(), port),
        Domains.of(service, view.addresses(service), view.aliases(service.hostname()), view::isIn),
        routes,
        merged);
  }

  /** What a VirtualService wants. */
  public Map<Integer, List<HostClaim>> of(ResolvedVirtualService rules) {
    var named = new ArrayList<MeshService>();
    for (var host : rules.spec().hosts()) {
      named.addAll(servicesOf(host));
    }
    var ports = new LinkedHashSet<>(Set.of(UNREGISTERED_PORT));
    named.forEach(service -> service.ports().forEach(port -> ports.add(port.number())));
    var claims = new TreeMap<Integer, List<HostClaim>>();
    for (int port : ports) {
      var wanted = claims(rules, port);
      if (!wanted.isEmpty()) {
        claims.put(port, wanted);
      }
    }
    return claims;
  }

  private List<MeshService> servicesOf(String host) {
    return Hosts.isWildcard(host)
        ? view.covered(egress, host)
        : view.imported(egress, host).stream().toList();
  }

  private List<HostClaim> claims(ResolvedVirtualService rules, int port) {
    var routes = planner(port).plan(rules);
    if (routes.plans().isEmpty()) {
      return List.of();
    }
    var services = new ArrayList<MeshService>();
    var others = new ArrayList<String>();
    for (var host : rules.spec().hosts()) {
      var there =
          servicesOf(host).stream().filter(service -> service.port(port).isPresent()).toList();
      services.addAll(there.stream().filter(service -> isClosest(rules, host, service)).toList());
      if (there.isEmpty()) {
        others.add(host);
      }
    }
    if (rules.followsGatewayApi()) {
      services.removeIf(service -> !rules.appliesTo(service.namespace(), view::isIn));
      if (services.isEmpty()) {
        return List.of();
      }
    }
    services.removeIf(
        service -> service.port(port).filter(p -> p.protocol().isHttpOrAuto()).isEmpty());
    if (services.isEmpty() && port != UNREGISTERED_PORT) {
      return List.of();
    }
    var claims = new ArrayList<HostClaim>();
    for (var host : others) {
      var domains = new Domains(List.of(Addresses.inHostHeader(host)), List.of());
      claims.add(new HostClaim(virtualHostName(host, port), domains, routes, false));
    }
    services.forEach(service -> claims.add(claim(service, port, routes, false)));
    return List.copyOf(claims);
  }

  /** A pattern is for the services for which no other rule is closer. */
  private boolean isClosest(ResolvedVirtualService rules, String host, MeshService service) {
    return !Hosts.isWildcard(host)
        || view.httpRoutesOf(egress, service.hostname()).equals(Optional.of(rules));
  }

  /** The only route of a service for which no VirtualService speaks. */
  private HostClaim plain(MeshService service, ServicePort port) {
    var rule = view.destinationRule(service.hostname());
    var policy = TrafficPolicies.of(rule.map(found -> found.rule()), "", port.number());
    var settings = view.settings(service.hostname());
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
    return claim(
        service,
        port.number(),
        new VirtualHostSet.Routes(List.of(route), List.of(causes), List.of(cause)),
        false);
  }

  private static String virtualHostName(String host, int port) {
    return Addresses.inHostHeader(host) + ":" + port;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.listener;

import io.lateen.api.networking.ConnectionPool;
import io.lateen.api.networking.ConsistentHash;
import io.lateen.api.networking.Destination;
import io.lateen.api.networking.DestinationRule;
import io.lateen.api.networking.L4Match;
import io.lateen.api.networking.LoadBalancer;
import io.lateen.api.networking.RouteDestination;
import io.lateen.api.networking.Subset;
import io.lateen.api.networking.TcpPool;
import io.lateen.api.networking.TlsMatch;
import io.lateen.api.networking.TrafficPolicy;
import io.lateen.mesh.destination.MergedDestinationRule;
import io.lateen.mesh.host.Hosts;
import io.lateen.mesh.routing.ResolvedVirtualService;
import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.service.ServicePort;
import io.lateen.translate.Provenance;
import io.lateen.translate.envoy.Addresses;
import io.lateen.translate.forward.DnsCache;
import io.lateen.translate.name.EnvoyClusterName;
import io.lateen.translate.name.StatNames;
import io.lateen.translate.policy.Destinations;
import io.lateen.translate.policy.TrafficPolicies;
import io.lateen.translate.view.ConfigPath;
import io.lateen.translate.view.ProxyView;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Plans the filter chains of services whose requests are not read: those of TLS and TCP rules, and
 * the default one (Istio: core/tls.go).
 */
public final class TcpChainPlanner {

  private final ProxyView view;
  private final Set<String> gateways;
  private final List<ResolvedVirtualService> rules;

  /**
   * @param gateways names under which this proxy is known to rules
   * @param rules VirtualServices in the order in which they win
   */
  public TcpChainPlanner(ProxyView view, Set<String> gateways, List<ResolvedVirtualService> rules) {
    this.view = view;
    this.gateways = Set.copyOf(gateways);
    this.rules = List.copyOf(rules);
  }

  /**
   * The chains of a service port.
   *
   * @param port of the listener, with the protocol that counts
   * @param cidrs addresses of the service where the listener's own address does not tell
   * @param byName whether only the server name tells the service apart
   */
  List<OutboundChain> plan(
      MeshService service, ServicePort port, List<String> cidrs, boolean byName) {
    return port.protocol().isTls()
        ? tlsChains(service, port, cidrs, byName)
        : tcpChains(service, port, cidrs);
  }

  private List<OutboundChain> tlsChains(
      MeshService service, ServicePort port, List<String> cidrs, boolean byName) {
    var chains = new ArrayList<OutboundChain>();
    var handled = new HashSet<ChainMatch>();
    for (var owner : rulesOf(service)) {
      for (var rule : owner.spec().tls()) {
        for (var match : rule.match()) {
          var subnets = match.destinationSubnets().isEmpty() ? cidrs : match.destinationSubnets();
          var condition = ChainMatch.of(match.sniHosts(), subnets);
          if (applies(match, port.number()) && !rule.route().isEmpty() && handled.add(condition)) {
            chains.add(chain(condition, rule.route(), port.number(), owner, rule.line()));
          }
        }
      }
    }
    if (chains.isEmpty()) {
      List<String> names = byName ? List.of(service.hostname()) : List.of();
      chains.add(toService(ChainMatch.of(names, cidrs), service, port));
    }
    return chains;
  }

  private List<OutboundChain> tcpChains(MeshService service, ServicePort port, List<String> cidrs) {
    var chains = new ArrayList<OutboundChain>();
    var everything = ChainMatch.of(List.of(), cidrs);
    for (var owner : rulesOf(service)) {
      for (var rule : owner.spec().tcp()) {
        if (rule.route().isEmpty()) {
          continue;
        }
        if (rule.match().isEmpty()) {
          chains.add(chain(everything, rule.route(), port.number(), owner, rule.line()));
          return chains;
        }
        var subnets = new ArrayList<String>();
        for (var match : rule.match()) {
          if (applies(match, port.number())) {
            if (match.destinationSubnets().isEmpty()) {
              chains.add(chain(everything, rule.route(), port.number(), owner, rule.line()));
              return chains;
            }
            subnets.addAll(match.destinationSubnets());
          }
        }
        if (!subnets.isEmpty()) {
          chains.add(
              chain(
                  ChainMatch.of(List.of(), subnets),
                  rule.route(),
                  port.number(),
                  owner,
                  rule.line()));
        }
      }
    }
    if (chains.stream().noneMatch(chain -> chain.match().equals(everything))) {
      chains.add(toService(everything, service, port));
    }
    return chains;
  }

  private List<ResolvedVirtualService> rulesOf(MeshService service) {
    return rules.stream()
        .filter(
            candidate ->
                candidate.spec().hosts().stream()
                    .anyMatch(host -> Hosts.covers(host, service.hostname())))
        .toList();
  }

  private boolean applies(TlsMatch match, int port) {
    return applies(
        match.gateways(), match.sourceLabels(), match.port(), match.sourceNamespace(), port);
  }

  private boolean applies(L4Match match, int port) {
    return applies(
        match.gateways(), match.sourceLabels(), match.port(), match.sourceNamespace(), port);
  }

  private boolean applies(
      List<String> wanted,
      Map<String, String> labels,
      OptionalInt wantedPort,
      String namespace,
      int port) {
    return (wanted.isEmpty() || wanted.stream().anyMatch(gateways::contains))
        && view.hasLabels(labels)
        && wantedPort.orElse(port) == port
        && (namespace.isEmpty() || view.isIn(namespace));
  }

  private OutboundChain toService(ChainMatch match, MeshService service, ServicePort port) {
    int number = service.ports().size() == 1 ? service.ports().getFirst().number() : port.number();
    var cluster = new EnvoyClusterName(number, "", service.hostname());
    Optional<OutboundChain.ServerName> resolving =
        DnsCache.isFor(service) && DnsCache.byServerName(port.protocol())
            ? Optional.of(
                new OutboundChain.ServerName(
                    DnsCache.of(service, view.openFamilies()), port.number()))
            : Optional.empty();
    return new OutboundChain(
        match,
        new OutboundChain.Tcp(target(cluster, statPrefix(cluster), List.of()), resolving),
        "",
        ListenerSet.cause(service));
  }

  private OutboundChain chain(
      ChainMatch match,
      List<RouteDestination> routes,
      int port,
      ResolvedVirtualService owner,
      int line) {
    return new OutboundChain(
        match,
        new OutboundChain.Tcp(routed(routes, port, owner)),
        ConfigPath.of(owner.key()),
        Provenance.Cause.of(owner.object(), line));
  }

  /** The target of a rule; several clusters are named after the rule in statistics. */
  public TcpTarget routed(List<RouteDestination> routes, int port, ResolvedVirtualService owner) {
    var first = name(routes.getFirst().destination(), port);
    if (routes.size() == 1) {
      return target(first, statPrefix(first), List.of());
    }
    boolean weighted = routes.stream().anyMatch(route -> route.weight() > 0);
    var shares = new ArrayList<TcpTarget.Weighted>();
    for (var route : routes) {
      if (route.weight() > 0 || !weighted) {
        shares.add(
            new TcpTarget.Weighted(
                name(route.destination(), port).value(), Math.max(route.weight(), 1)));
      }
    }
    return target(first, owner.key().name() + "." + owner.key().namespace(), shares);
  }

  /** Everything to the cluster of that server name, which receives the mesh's TLS unopened. */
  public TcpTarget passedOn(EnvoyClusterName cluster) {
    return target(cluster, cluster.sni(), List.of(new TcpTarget.Weighted(cluster.sni(), 1)))
        .withoutTunnel();
  }

  private EnvoyClusterName name(Destination destination, int port) {
    return Destinations.name(destination, view.service(destination.host()), port);
  }

  /** The cluster's name, or what the mesh's pattern makes of it. */
  private String statPrefix(EnvoyClusterName cluster) {
    var pattern = view.mesh().telemetry().outboundClusterStatName();
    return pattern.isEmpty()
        ? cluster.value()
        : view.service(cluster.host())
            .map(
                service ->
                    StatNames.of(
                        pattern,
                        service,
                        cluster.subset(),
                        cluster.port(),
                        service.port(cluster.port()).map(ServicePort::name).orElse(""),
                        0))
            .orElse(cluster.value());
  }

  /** The settings of the subset itself, or of the whole host (Istio: core/tunnelingconfig). */
  private static Optional<TcpTarget.Tunnel> tunnel(Optional<DestinationRule> rule, String subset) {
    var policy =
        subset.isEmpty()
            ? rule.flatMap(DestinationRule::trafficPolicy)
            : rule.flatMap(found -> found.subset(subset)).flatMap(Subset::trafficPolicy);
    return policy
        .flatMap(TrafficPolicy::tunnel)
        .map(
            tunnel ->
                new TcpTarget.Tunnel(
                    Addresses.inHostHeader(tunnel.targetHost()) + ":" + tunnel.targetPort(),
                    tunnel.protocol().equals("POST")));
  }

  /** The DestinationRule of the first target also limits the connections on this side. */
  private TcpTarget target(
      EnvoyClusterName first, String statPrefix, List<TcpTarget.Weighted> shares) {
    var rule = view.destinationRule(first.host()).map(MergedDestinationRule::rule);
    var host = rule.flatMap(found -> found.trafficPolicy()).orElse(TrafficPolicy.NONE);
    var pool = host.connectionPool().flatMap(ConnectionPool::tcp);
    boolean sourceIp =
        TrafficPolicies.of(rule, shares.isEmpty() ? first.subset() : "", first.port())
            .loadBalancer()
            .flatMap(LoadBalancer::consistentHash)
            .filter(hash -> hash.key() instanceof ConsistentHash.HashKey.SourceIp)
            .isPresent();
    return new TcpTarget(
        statPrefix,
        shares.isEmpty() ? List.of(new TcpTarget.Weighted(first.value(), 1)) : shares,
        pool.flatMap(TcpPool::idleTimeout),
        pool.flatMap(TcpPool::maxConnectionDuration),
        sourceIp,
        tunnel(rule, shares.isEmpty() ? first.subset() : ""));
  }
}

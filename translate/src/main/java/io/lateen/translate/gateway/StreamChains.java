// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.gateway;

import io.lateen.api.networking.RouteDestination;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.destination.MergedDestinationRule;
import io.lateen.mesh.host.Hosts;
import io.lateen.mesh.routing.ResolvedVirtualService;
import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.service.Protocol;
import io.lateen.mesh.service.ServicePort;
import io.lateen.translate.Provenance;
import io.lateen.translate.gateway.GatewayListenerKey.Chain;
import io.lateen.translate.gateway.GatewayListenerKey.Target;
import io.lateen.translate.listener.ChainMatch;
import io.lateen.translate.listener.TcpChainPlanner;
import io.lateen.translate.name.EnvoyClusterName;
import io.lateen.translate.name.IstioNames;
import io.lateen.translate.tls.TerminatedTls;
import io.lateen.translate.view.WorkloadView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Plans the chains of a gateway's servers that do not read requests (Istio: core/gateway.go
 * buildGatewayNetworkFiltersFromTCPRoutes and its neighbours).
 */
final class StreamChains {

  private final WorkloadView view;
  private final MeshSnapshot mesh;

  StreamChains(WorkloadView view, MeshSnapshot mesh) {
    this.view = view;
    this.mesh = mesh;
  }

  /**
   * The first TCP rule that applies gets every connection. A TLSRoute leads connections whose TLS
   * ends here the same way, and is made of TLS rules.
   */
  Optional<Chain> ofTcpRules(Server server) {
    for (var rules : rulesOf(server)) {
      for (var rule : rules.spec().tcp()) {
        boolean here =
            rule.match().isEmpty()
                || rule.match().stream()
                    .anyMatch(match -> applies(match.port(), match.gateways(), server));
        if (here && !rule.route().isEmpty()) {
          return Optional.of(whole(server, rules, rule.route(), rule.line()));
        }
      }
      if (server.kind() == Server.Kind.TERMINATED && rules.followsGatewayApi()) {
        for (var rule : rules.spec().tls()) {
          boolean here =
              rule.match().stream()
                  .anyMatch(match -> applies(match.port(), match.gateways(), server));
          if (here && !rule.route().isEmpty()) {
            return Optional.of(whole(server, rules, rule.route(), rule.line()));
          }
        }
      }
    }
    return Optional.empty();
  }

  private Chain whole(
      Server server, ResolvedVirtualService rules, List<RouteDestination> route, int line) {
    var target = planner(server, rules).routed(route, server.number(), rules);
    var settings = view.mesh().tls();
    var tls = server.spec().tls().map(own -> TerminatedTls.of(own, settings, false));
    List<String> names = tls.isPresent() ? server.serverNames() : List.of();
    return new Chain(
        ChainMatch.of(names, List.of()),
        new Target.Tcp(target),
        tls,
        Provenance.Cause.of(rules.object(), line));
  }

  /** One chain for each condition of a TLS rule, for those of its names that the server has. */
  List<Chain> ofTlsRules(Server server) {
    var chains = new ArrayList<Chain>();
    for (var rules : rulesOf(server)) {
      var allowed = GatewayHosts.forNamespace(server.hosts(), rules.key().namespace());
      for (var rule : rules.spec().tls()) {
        for (var match : rule.match()) {
          var names = GatewayHosts.intersection(allowed, match.sniHosts());
          if (applies(match.port(), match.gateways(), server)
              && !names.isEmpty()
              && !rule.route().isEmpty()) {
            var target = planner(server, rules).routed(rule.route(), server.number(), rules);
            chains.add(
                new Chain(
                    ChainMatch.of(names, List.of()),
                    new Target.Tcp(target),
                    Optional.empty(),
                    Provenance.Cause.of(rules.object(), rule.line())));
          }
        }
      }
    }
    return chains;
  }

  /**
   * One chain for each port and subset of the mesh's own services: the server name spells the
   * cluster, and only the mesh's TLS gets through, recognized by its application protocols.
   */
  List<Chain> ofServices(Server server) {
    var chains = new ArrayList<Chain>();
    var names = server.serverNames();
    var planner = new TcpChainPlanner(view, Set.of(server.gatewayName()), List.of());
    for (var service : view.services()) {
      if (isReachable(service, names)) {
        var subsets =
            view.destinationRule(service.hostname())
                .map(MergedDestinationRule::rule)
                .map(rule -> rule.subsets())
                .orElse(List.of());
        for (var port : service.ports()) {
          if (port.protocol() != Protocol.UDP) {
            chains.add(toCluster(planner, service, port, ""));
            subsets.forEach(subset -> chains.add(toCluster(planner, service, port, subset.name())));
          }
        }
      }
    }
    return chains;
  }

  private static boolean isReachable(MeshService service, List<String> names) {
    return !service.external()
        && !service.isWildcard()
        && names.stream().anyMatch(name -> Hosts.covers(name, service.hostname()));
  }

  private static Chain toCluster(
      TcpChainPlanner planner, MeshService service, ServicePort port, String subset) {
    var cluster = new EnvoyClusterName(port.number(), subset, service.hostname());
    var match = new ChainMatch(List.of(cluster.sni()), List.of(), IstioNames.ALPN_MTLS_ALL, "");
    var cause =
        new Provenance.Cause(service.object(), service.origin().source(), service.origin().line());
    return new Chain(match, new Target.Tcp(planner.passedOn(cluster)), Optional.empty(), cause);
  }

  private List<ResolvedVirtualService> rulesOf(Server server) {
    return mesh.virtualServices().visible(server.gatewayName(), view.proxy().namespace()).stream()
        .filter(
            rules ->
                GatewayHosts.overlap(
                    GatewayHosts.forNamespace(server.hosts(), rules.key().namespace()),
                    rules.spec().hosts()))
        .toList();
  }

  /** Conditions on callers have no meaning at a gateway: they are not workloads of the mesh. */
  private static boolean applies(OptionalInt port, List<String> gateways, Server server) {
    return port.orElse(server.number()) == server.number()
        && (gateways.isEmpty() || gateways.contains(server.gatewayName()));
  }

  private TcpChainPlanner planner(Server server, ResolvedVirtualService rules) {
    return new TcpChainPlanner(view, Set.of(server.gatewayName()), List.of(rules));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.gateway;

import io.lateen.base.problem.Problem;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.routing.ResolvedVirtualService;
import io.lateen.mesh.scope.ProxyScope;
import io.lateen.translate.Provenance;
import io.lateen.translate.gateway.GatewayListenerKey.Chain;
import io.lateen.translate.gateway.GatewayListenerKey.Target;
import io.lateen.translate.gateway.GatewayServers.Bind;
import io.lateen.translate.gateway.GatewayServers.Server;
import io.lateen.translate.http.HttpSettings;
import io.lateen.translate.listener.ChainMatch;
import io.lateen.translate.listener.ChainSpace;
import io.lateen.translate.listener.TcpChainPlanner;
import io.lateen.translate.name.IstioNames;
import io.lateen.translate.route.RouteConfigKey;
import io.lateen.translate.tls.MutualTlsSettings;
import io.lateen.translate.view.WorkloadView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** Plans a gateway's listeners and routes from the Gateways that select it (core/gateway.go). */
public final class GatewayPlanner {

  private final WorkloadView view;
  private final MeshSnapshot mesh;
  private final GatewayServers servers;
  private final List<GatewayListenerKey> listeners = new ArrayList<>();
  private final List<RouteConfigKey> routes = new ArrayList<>();

  public GatewayPlanner(WorkloadView view, MeshSnapshot mesh, ProxyScope scope) {
    this.view = view;
    this.mesh = mesh;
    var targets = new TreeMap<Integer, Integer>();
    for (var served : scope.inbound().services()) {
      targets.putIfAbsent(served.port().number(), served.targetPort());
    }
    this.servers = new GatewayServers(mesh.gateways().selecting(view.proxy()), targets);
    servers.byBind().forEach(this::plan);
  }

  public List<GatewayListenerKey> listeners() {
    return List.copyOf(listeners);
  }

  public List<RouteConfigKey> routes() {
    return List.copyOf(routes);
  }

  public List<Problem> problems() {
    return servers.problems();
  }

  private void plan(Bind bind, List<Server> group) {
    var chains = new ArrayList<Chain>();
    var space = new ChainSpace();
    switch (group.getFirst().kind()) {
      case HTTP -> {
        var name = httpRouteName(bind);
        routes.add(new GatewayRoutes(view, mesh, group, false).plan(name));
        chains.add(new Chain(ChainMatch.ALL, new Target.Http(name), false));
      }
      case TCP -> chains.addAll(tcp(group.getFirst()));
      case PASSTHROUGH, MUTUAL_HTTP -> {
        for (var server : group) {
          for (var chain : tls(bind, server)) {
            space
                .claim(chain.match())
                .map(match -> new Chain(match, chain.target(), chain.mutual()))
                .ifPresent(chains::add);
          }
        }
      }
    }
    if (!chains.isEmpty()) {
      listeners.add(
          new GatewayListenerKey(
              bind.address(),
              bind.port(),
              chains,
              MutualTlsSettings.of(view.mesh()),
              HttpSettings.of(view.mesh()),
              provenance(group)));
    }
  }

  private static String httpRouteName(Bind bind) {
    var name = "http." + bind.port();
    return bind.address().equals(IstioNames.WILDCARD_ADDRESS) ? name : name + "." + bind.address();
  }

  private List<Chain> tls(Bind bind, Server server) {
    if (server.kind() == GatewayServers.Kind.PASSTHROUGH) {
      return passthrough(server);
    }
    var name =
        String.join(
            ".",
            "https",
            Integer.toString(bind.port()),
            server.spec().port().name(),
            server.gateway().name(),
            server.gateway().namespace());
    routes.add(new GatewayRoutes(view, mesh, List.of(server), true).plan(name));
    var match = ChainMatch.of(GatewayHosts.all(server.spec().hosts()), List.of());
    return List.of(new Chain(match, new Target.Http(name), true));
  }

  private List<Chain> passthrough(Server server) {
    var chains = new ArrayList<Chain>();
    for (var rules : rulesOf(server)) {
      var allowed =
          GatewayHosts.forNamespace(
              server.spec().hosts(), server.gateway().namespace(), rules.key().namespace());
      for (var rule : rules.spec().tls()) {
        for (var match : rule.match()) {
          var names = GatewayHosts.intersection(allowed, match.sniHosts());
          boolean here =
              match.port().orElse(server.spec().port().number()) == server.spec().port().number()
                  && (match.gateways().isEmpty()
                      || match.gateways().contains(server.gatewayName()));
          if (here && !names.isEmpty() && !rule.route().isEmpty()) {
            var target =
                planner(server, rules).routed(rule.route(), server.spec().port().number(), rules);
            chains.add(
                new Chain(
                    ChainMatch.of(names, match.destinationSubnets()),
                    new Target.Tcp(target),
                    false));
          }
        }
      }
    }
    return chains;
  }

  /** The first rule that applies gets every connection. */
  private List<Chain> tcp(Server server) {
    int port = server.spec().port().number();
    for (var rules : rulesOf(server)) {
      for (var rule : rules.spec().tcp()) {
        boolean here =
            rule.match().isEmpty()
                || rule.match().stream()
                    .anyMatch(
                        match ->
                            match.port().orElse(port) == port
                                && (match.gateways().isEmpty()
                                    || match.gateways().contains(server.gatewayName())));
        if (here && !rule.route().isEmpty()) {
          var target = planner(server, rules).routed(rule.route(), port, rules);
          return List.of(new Chain(ChainMatch.ALL, new Target.Tcp(target), false));
        }
      }
    }
    return List.of();
  }

  private TcpChainPlanner planner(Server server, ResolvedVirtualService rules) {
    return new TcpChainPlanner(view, Set.of(server.gatewayName()), List.of(rules));
  }

  private List<ResolvedVirtualService> rulesOf(Server server) {
    return mesh.virtualServices().visible(server.gatewayName(), view.proxy().namespace());
  }

  private static Provenance provenance(List<Server> group) {
    var causes = new LinkedHashMap<String, Provenance.Cause>();
    for (var server : group) {
      causes.putIfAbsent(
          server.gatewayName(), Provenance.Cause.of(server.gateway(), server.spec().line()));
    }
    return Provenance.of(List.copyOf(causes.values()));
  }
}

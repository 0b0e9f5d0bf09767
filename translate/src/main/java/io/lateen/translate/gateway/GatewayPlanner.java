// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.gateway;

import io.lateen.api.servicepolicy.GatewayPolicy.MisdirectedRequests;
import io.lateen.base.problem.Problem;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.gateway.BoundGateway;
import io.lateen.mesh.scope.ProxyScope;
import io.lateen.mesh.service.Protocol;
import io.lateen.mesh.servicepolicy.Decided;
import io.lateen.translate.Provenance;
import io.lateen.translate.authorization.Access;
import io.lateen.translate.envoy.Addresses;
import io.lateen.translate.gateway.GatewayListenerKey.Chain;
import io.lateen.translate.gateway.GatewayListenerKey.Target;
import io.lateen.translate.gateway.GatewayServers.Bind;
import io.lateen.translate.gateway.Server.Kind;
import io.lateen.translate.http.GatewayTopology;
import io.lateen.translate.http.HttpSettings;
import io.lateen.translate.listener.ChainMatch;
import io.lateen.translate.listener.ChainSpace;
import io.lateen.translate.name.IstioNames;
import io.lateen.translate.route.RouteConfigKey;
import io.lateen.translate.tls.TerminatedTls;
import io.lateen.translate.view.WorkloadView;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Plans a gateway's listeners and routes from the Gateways that select it (core/gateway.go). */
public final class GatewayPlanner {

  private final WorkloadView view;
  private final Access access;
  private final MeshSnapshot mesh;
  private final GatewayServers servers;
  private final StreamChains streams;
  private final List<GatewayListenerKey> listeners = new ArrayList<>();
  private final List<RouteConfigKey> routes = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  public GatewayPlanner(WorkloadView view, MeshSnapshot mesh, ProxyScope scope, Access access) {
    this.view = view;
    this.access = access;
    this.mesh = mesh;
    this.servers = new GatewayServers(BoundGateway.of(mesh.gateways(), scope), anyAddress(view));
    this.streams = new StreamChains(view, mesh);
    problems.addAll(servers.problems());
    servers.byBind().forEach(this::plan);
  }

  public List<GatewayListenerKey> listeners() {
    return List.copyOf(listeners);
  }

  public List<RouteConfigKey> routes() {
    return List.copyOf(routes);
  }

  public List<Problem> problems() {
    return List.copyOf(problems);
  }

  /** All addresses of the family that the proxy has; IPv4 when it has both. */
  private static String anyAddress(WorkloadView view) {
    var own = view.proxy().addresses();
    boolean onlyIpv6 = !own.isEmpty() && own.stream().noneMatch(Addresses::isIpv4);
    return onlyIpv6 ? IstioNames.WILDCARD_ADDRESS_IPV6 : IstioNames.WILDCARD_ADDRESS;
  }

  private void plan(Bind bind, List<Server> group) {
    var chains = new ArrayList<Chain>();
    var parts = new TreeMap<String, List<Provenance.Cause>>();
    var space = new ChainSpace();
    boolean byName = false;
    boolean plainHttp = false;
    for (var server : group) {
      boolean first = server.kind() != Kind.HTTP || !plainHttp;
      plainHttp |= server.kind() == Kind.HTTP;
      for (var wanted : first ? chains(server, group) : List.<Chain>of()) {
        byName |= server.kind().isTls();
        var free = space.claim(wanted.match());
        if (!free.equals(Optional.of(wanted.match()))) {
          problems.add(taken(server, wanted.match()));
        }
        if (free.isPresent()) {
          var part = "#" + chains.size();
          parts.put(part, List.of(wanted.cause()));
          parts.put(part + Provenance.TLS, List.of(server.cause()));
          chains.add(new Chain(free.get(), wanted.target(), wanted.tls(), wanted.cause()));
        }
      }
    }
    if (!chains.isEmpty()) {
      listeners.add(
          new GatewayListenerKey(
              bind.address(),
              bind.port(),
              chains,
              byName,
              HttpSettings.ofCalls(view),
              access,
              GatewayTopology.of(view.policies().proxy(), view.networks()),
              new Provenance(causes(group), parts)));
    }
  }

  private List<Chain> chains(Server server, List<Server> group) {
    var found =
        switch (server.kind()) {
          case HTTP -> List.of(plainHttp(server, group));
          case HTTPS -> List.of(https(server, group));
          case TCP, TERMINATED -> streams.ofTcpRules(server).stream().toList();
          case PASSTHROUGH -> streams.ofTlsRules(server);
          case AUTO_PASSTHROUGH -> streams.ofServices(server);
        };
    if (found.isEmpty()) {
      problems.add(
          server
              .problem("nothing is behind port " + server.number() + ", so it is not opened")
              .withFix("bind a VirtualService with a route for its protocol and hosts"));
    }
    return found;
  }

  private Chain plainHttp(Server server, List<Server> group) {
    var sharing = group.stream().filter(other -> other.kind() == Kind.HTTP).toList();
    routes.add(new GatewayRoutes(view, mesh, sharing).plan(server.routeName()));
    boolean grpcWeb = Protocol.named(server.spec().port().protocol()) == Protocol.GRPC_WEB;
    return new Chain(
        ChainMatch.ALL,
        new Target.Http(server.routeName(), "", grpcWeb),
        Optional.empty(),
        server.cause());
  }

  private Chain https(Server server, List<Server> group) {
    var planner = new GatewayRoutes(view, mesh, List.of(server));
    var others = sentBack(server, group);
    routes.add(
        planner.plan(
            server.routeName(),
            others,
            others.isEmpty()
                ? List.of()
                : rejecting().stream().map(Provenance.Cause::of).toList()));
    return new Chain(
        ChainMatch.of(server.serverNames(), List.of()),
        new Target.Http(server.routeName(), server.spec().name(), false),
        server.spec().tls().map(tls -> TerminatedTls.of(tls, view.mesh().tls(), true)),
        server.cause());
  }

  /** Server names whose requests do not belong on this server's connections. */
  private List<String> sentBack(Server server, List<Server> group) {
    if (rejecting().isEmpty()) {
      return List.of();
    }
    return group.stream()
        .filter(other -> other != server && other.kind().isTls())
        .filter(other -> other.kind() != Kind.AUTO_PASSTHROUGH)
        .flatMap(other -> other.serverNames().stream())
        .toList();
  }

  /** The policy that lets misdirected requests be sent back. */
  private Optional<Decided<MisdirectedRequests>> rejecting() {
    return view.policies()
        .misdirectedRequests()
        .filter(choice -> choice.value() == MisdirectedRequests.REJECT);
  }

  private static Problem taken(Server server, ChainMatch match) {
    var names = match.serverNames().isEmpty() ? "every server name" : match.serverNames();
    return server
        .problem(
            "of " + names + " on port " + server.number() + " some belong to an earlier server")
        .withFix("let each server name lead to one place");
  }

  private static List<Provenance.Cause> causes(List<Server> group) {
    var causes = new LinkedHashSet<Provenance.Cause>();
    group.forEach(server -> causes.add(server.cause()));
    return List.copyOf(causes);
  }
}

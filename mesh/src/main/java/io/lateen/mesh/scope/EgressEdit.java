// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.scope;

import io.lateen.api.networking.PortSpec;
import io.lateen.api.networking.SidecarEgress;
import io.lateen.base.map.DiffMap;
import io.lateen.mesh.host.HostIndex;
import io.lateen.mesh.routing.ResolvedVirtualService;
import io.lateen.mesh.routing.RouteRank;
import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.service.Protocol;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The next {@link EgressScope} in the making: decides anew about the hosts and VirtualServices that
 * it is told of, and about nothing else. Used by one thread and then dropped.
 */
final class EgressEdit {

  private final EgressScope before;
  private final VisibleServices visible;
  private final HostFilter filter;
  private final Optional<Integer> port;
  private final Set<String> contested = new TreeSet<>();
  private DiffMap<ServiceRank, MeshService> imported;
  private DiffMap<String, ServiceRank> ranks;
  private DiffMap<RouteRank, ResolvedVirtualService> routes;
  private HostIndex<DiffMap<RouteRank, ResolvedVirtualService>> http;
  private HostIndex<DiffMap<RouteRank, ResolvedVirtualService>> connections;
  private DiffMap<String, DiffMap<RouteRank, Set<Integer>>> destinations;

  EgressEdit(EgressScope before, VisibleServices visible) {
    this.before = before;
    this.visible = visible;
    this.filter = before.filter();
    this.port = before.written().flatMap(EgressEdit::port);
    this.imported = before.imported();
    this.ranks = before.ranks();
    this.routes = before.routes();
    this.http = before.http();
    this.connections = before.connections();
    this.destinations = before.destinations();
  }

  /** The port that services must have; a generic HTTP proxy listener serves all ports. */
  static Optional<Integer> port(SidecarEgress written) {
    return written.port().flatMap(EgressEdit::single);
  }

  private static Optional<Integer> single(PortSpec port) {
    return port.number() == 0 || Protocol.named(port.protocol()) == Protocol.HTTP_PROXY
        ? Optional.empty()
        : Optional.of(port.number());
  }

  /** The services of a host are others. */
  void service(String host) {
    @Nullable ServiceRank known = ranks.get(host);
    if (known == null && !filter.mayImport(host)) {
      if (http.get(host).isPresent()) {
        contested.add(host);
      }
      return;
    }
    var chosen = visible.chosen(host, this::isImported);
    @Nullable ServiceRank rank = chosen.map(visible::rank).orElse(null);
    if (known != null && !known.equals(rank)) {
      imported = imported.minus(known);
    }
    ranks = ranks.with(host, rank);
    if (rank != null) {
      imported = imported.with(rank, chosen.map(this::onPort).orElseThrow());
    }
    contested.add(host);
  }

  private boolean isImported(MeshService service) {
    return filter.importsService(service.hostname(), service.namespace())
        && (port.isEmpty() || service.port(port.get()).isPresent());
  }

  private MeshService onPort(MeshService service) {
    return port.isEmpty() || service.ports().size() == 1
        ? service
        : service.withPorts(service.port(port.get()).stream().toList());
  }

  /**
   * A VirtualService is another one, new or gone.
   *
   * @return whether it was imported or is now
   */
  boolean route(@Nullable ResolvedVirtualService old, @Nullable ResolvedVirtualService now) {
    boolean concerns = false;
    if (old != null) {
      var rank = RouteRank.of(old, visible.namespace()).filter(routes::containsKey);
      if (rank.isPresent()) {
        withdraw(rank.get(), old);
        concerns = true;
      }
    }
    if (now != null && isImported(now)) {
      var rank = RouteRank.of(now, visible.namespace());
      if (rank.isPresent()) {
        bring(rank.get(), now);
        concerns = true;
      }
    }
    return concerns;
  }

  private boolean isImported(ResolvedVirtualService route) {
    var hosts = route.spec().hosts();
    var of = route.key().namespace();
    return route.followsGatewayApi()
        ? hosts.stream().anyMatch(host -> filter.importsService(host, of))
        : filter.importsRoutes(hosts, of);
  }

  private void withdraw(RouteRank rank, ResolvedVirtualService gone) {
    routes = routes.minus(rank);
    for (String host : gone.spec().hosts()) {
      http = claimed(http, host, rank, null);
      connections = claimed(connections, host, rank, null);
    }
    contested.addAll(gone.spec().hosts());
    destinationsOf(gone)
        .keySet()
        .forEach(host -> destinations = led(destinations, host, rank, null));
  }

  private void bring(RouteRank rank, ResolvedVirtualService added) {
    routes = routes.plus(rank, added);
    var spec = added.spec();
    for (String host : spec.hosts()) {
      if (!spec.http().isEmpty()) {
        http = claimed(http, host, rank, added);
      }
      if (!spec.tls().isEmpty() || !spec.tcp().isEmpty()) {
        connections = claimed(connections, host, rank, added);
      }
    }
    contested.addAll(spec.hosts());
    destinationsOf(added)
        .forEach((host, ports) -> destinations = led(destinations, host, rank, ports));
  }

  /** The ports by the hosts to which a VirtualService leads proxies of this scope. */
  Map<String, Set<Integer>> destinationsOf(ResolvedVirtualService routes) {
    return RouteDestinations.of(routes.spec(), visible.namespace());
  }

  private static HostIndex<DiffMap<RouteRank, ResolvedVirtualService>> claimed(
      HostIndex<DiffMap<RouteRank, ResolvedVirtualService>> index,
      String host,
      RouteRank rank,
      @Nullable ResolvedVirtualService by) {
    var claims = index.get(host).orElse(DiffMap.empty()).with(rank, by);
    return index.with(host, claims.isEmpty() ? null : claims);
  }

  private static DiffMap<String, DiffMap<RouteRank, Set<Integer>>> led(
      DiffMap<String, DiffMap<RouteRank, Set<Integer>>> index,
      String host,
      RouteRank rank,
      @Nullable Set<Integer> ports) {
    var of = index.getOrDefault(host, DiffMap.empty()).with(rank, ports);
    return index.with(host, of.isEmpty() ? null : of);
  }

  /** The next state; the object before it when it is equal. */
  EgressScope build() {
    if (contested.isEmpty()) {
      return before;
    }
    var owners = before.httpOwners();
    for (String host : contested) {
      owners = owners.with(host, owner(host));
    }
    var next =
        new EgressScope(
            before.written(),
            filter,
            imported,
            ranks,
            routes,
            http,
            connections,
            owners,
            destinations);
    return next.equals(before) ? before : next;
  }

  /** The first VirtualService wins a host. */
  private @Nullable ResolvedVirtualService owner(String host) {
    for (var claim : http.get(host).orElse(DiffMap.empty()).values()) {
      if (applies(claim, host)) {
        return claim;
      }
    }
    return null;
  }

  private boolean applies(ResolvedVirtualService routes, String host) {
    return !routes.followsGatewayApi()
        || visible
            .destination(host)
            .filter(service -> routes.appliesTo(service.namespace(), visible.namespace()::equals))
            .isPresent();
  }
}

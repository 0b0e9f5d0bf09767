// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.scope;

import io.lateen.api.networking.SidecarEgress;
import io.lateen.base.map.DiffMap;
import io.lateen.mesh.host.HostIndex;
import io.lateen.mesh.routing.ResolvedVirtualService;
import io.lateen.mesh.routing.RouteRank;
import io.lateen.mesh.service.MeshService;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one outbound listener of a Sidecar serves; without a Sidecar there is a single one that
 * serves everything visible.
 *
 * @param written the entry of the Sidecar; absent for the one that serves everything
 * @param filter the hosts that it imports
 * @param imported imported services, oldest first; with a listener port only that port of each
 * @param ranks the places of the same, by host
 * @param routes imported routes for sidecars, in the order in which hosts are won
 * @param http those of them with HTTP rules, by each of their hosts
 * @param connections those of them with TLS or TCP rules, by each of their hosts
 * @param httpOwners for each host of those with HTTP rules the one that wins it
 * @param destinations ports by the hosts to which routes lead
 */
public record EgressScope(
    Optional<SidecarEgress> written,
    HostFilter filter,
    DiffMap<ServiceRank, MeshService> imported,
    DiffMap<String, ServiceRank> ranks,
    DiffMap<RouteRank, ResolvedVirtualService> routes,
    HostIndex<DiffMap<RouteRank, ResolvedVirtualService>> http,
    HostIndex<DiffMap<RouteRank, ResolvedVirtualService>> connections,
    HostIndex<ResolvedVirtualService> httpOwners,
    DiffMap<String, DiffMap<RouteRank, Set<Integer>>> destinations) {

  /** A listener of proxies of {@code namespace} that serves nothing yet. */
  static EgressScope empty(Optional<SidecarEgress> written, String namespace) {
    return new EgressScope(
        written,
        HostFilter.of(written.map(SidecarEgress::hosts).orElse(HostFilter.EVERYTHING), namespace),
        DiffMap.empty(),
        DiffMap.empty(),
        DiffMap.empty(),
        HostIndex.empty(),
        HostIndex.empty(),
        HostIndex.empty(),
        DiffMap.empty());
  }

  /** An equal listener, of which what is in {@code other} too is not there twice. */
  EgressScope sharing(EgressScope other) {
    return new EgressScope(
        written,
        filter.equals(other.filter) ? other.filter : filter,
        imported.sharing(other.imported),
        ranks.sharing(other.ranks),
        routes.sharing(other.routes),
        http.sharing(other.http),
        connections.sharing(other.connections),
        httpOwners.sharing(other.httpOwners),
        destinations.sharing(other.destinations));
  }

  /** Imported services, oldest first. */
  public Collection<MeshService> services() {
    return imported.values();
  }

  /** The imported service of exactly that host. */
  public Optional<MeshService> service(String host) {
    @Nullable ServiceRank rank = ranks.get(host);
    return rank == null ? Optional.empty() : Optional.ofNullable(imported.get(rank));
  }

  /** Imported routes for sidecars, in the order in which hosts are won. */
  public Collection<ResolvedVirtualService> virtualServices() {
    return routes.values();
  }

  /** Whether it serves every port that no other listener serves. */
  public boolean isCatchAll() {
    return written.flatMap(SidecarEgress::port).isEmpty();
  }

  /**
   * The VirtualService whose HTTP routes apply to a host: that of the most specific host, then the
   * first.
   */
  public Optional<ResolvedVirtualService> httpRoutesOf(String hostname) {
    return httpOwners.mostSpecific(hostname);
  }

  /** The VirtualServices with HTTP rules that name exactly that host, in order. */
  public List<ResolvedVirtualService> httpClaims(String hostname) {
    return http.get(hostname).map(DiffMap::values).map(List::copyOf).orElse(List.of());
  }

  /** The VirtualServices with TLS or TCP rules whose hosts cover {@code hostname}, in order. */
  public List<ResolvedVirtualService> connectionRoutesOf(String hostname) {
    var found = new TreeMap<RouteRank, ResolvedVirtualService>();
    connections.covering(hostname).forEach(found::putAll);
    return List.copyOf(found.values());
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.scope;

import io.lateen.api.networking.SidecarEgress;
import io.lateen.mesh.host.HostIndex;
import io.lateen.mesh.host.Hosts;
import io.lateen.mesh.routing.ResolvedVirtualService;
import io.lateen.mesh.service.MeshService;
import java.util.List;
import java.util.Optional;

/**
 * What one outbound listener of a Sidecar serves; without a Sidecar there is a single one that
 * serves everything visible.
 *
 * @param written the entry of the Sidecar; absent for the one that serves everything
 * @param services imported services, oldest first; with a listener port only that port of each
 * @param virtualServices imported routes for sidecars, in the order in which hosts are won
 * @param httpOwners for each host of those with HTTP routes the one that wins it
 */
public record EgressScope(
    Optional<SidecarEgress> written,
    List<MeshService> services,
    List<ResolvedVirtualService> virtualServices,
    HostIndex<ResolvedVirtualService> httpOwners) {

  public EgressScope {
    services = List.copyOf(services);
    virtualServices = List.copyOf(virtualServices);
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

  /**
   * The VirtualServices with a host that overlaps {@code hostname}, in order: for TLS and TCP
   * routes.
   */
  public List<ResolvedVirtualService> connectionRoutesOf(String hostname) {
    return virtualServices.stream()
        .filter(routes -> !routes.spec().tls().isEmpty() || !routes.spec().tcp().isEmpty())
        .filter(
            routes ->
                routes.spec().hosts().stream().anyMatch(host -> Hosts.overlap(host, hostname)))
        .toList();
  }
}

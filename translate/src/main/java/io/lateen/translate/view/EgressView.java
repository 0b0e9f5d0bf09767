// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.view;

import io.lateen.api.networking.PortSpec;
import io.lateen.mesh.routing.ResolvedVirtualService;
import io.lateen.mesh.service.MeshService;
import java.util.List;
import java.util.Optional;

/**
 * What one egress entry of a Sidecar object lets the proxy reach; without a Sidecar there is one
 * entry with everything visible.
 *
 * @param port the only port; absent for all ports of the services
 * @param bind address to listen on; empty for the default
 * @param direct whether the proxy opens the port itself instead of waiting for redirection
 * @param services in the order in which conflicts are won
 * @param virtualServices rules for sidecars, in the order in which hosts are won
 */
public record EgressView(
    Optional<PortSpec> port,
    String bind,
    boolean direct,
    List<MeshService> services,
    List<ResolvedVirtualService> virtualServices) {

  public EgressView {
    services = List.copyOf(services);
    virtualServices = List.copyOf(virtualServices);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.scope;

import io.lateen.api.networking.ConnectionPool;
import io.lateen.api.networking.SidecarIngress;
import io.lateen.mesh.security.PeerModes;
import java.util.List;
import java.util.Optional;

/**
 * What one workload serves.
 *
 * @param services service ports that lead to it, the oldest service first: of two on one target
 *     port the first counts
 * @param ingress listeners of its Sidecar, which replace those of the services; empty without
 * @param connectionPool limits of its Sidecar for inbound connections
 * @param peers which connections it accepts
 */
public record InboundScope(
    List<InboundService> services,
    List<SidecarIngress> ingress,
    Optional<ConnectionPool> connectionPool,
    PeerModes peers) {

  public InboundScope {
    services = List.copyOf(services);
    ingress = List.copyOf(ingress);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.cluster;

import io.lateen.mesh.service.Protocol;
import io.lateen.translate.Provenance;
import io.lateen.translate.ResourceKey;
import io.lateen.translate.name.EnvoyClusterName;
import io.lateen.translate.view.IpFamilies;
import java.util.List;
import java.util.Optional;

/**
 * The cluster of one port of the workload itself.
 *
 * @param port the workload's port
 * @param policy only its connection pool counts
 * @param services services whose port this is, the deciding one first
 * @param config metadata path of the DestinationRule; empty for none
 * @param statName name in statistics; empty for that of the cluster
 * @param target where the application listens; absent for the address the caller used
 * @param families of the addresses from which the application is called
 */
public record InboundClusterKey(
    int port,
    Protocol protocol,
    ClusterPolicy policy,
    MeshDefaults mesh,
    List<ClusterKey.ServiceFacts> services,
    String config,
    String statName,
    Optional<Target> target,
    IpFamilies families,
    Provenance provenance)
    implements ResourceKey {

  /**
   * Where the application listens.
   *
   * @param address IP address, or {@code unix://} path
   * @param port 0 for a Unix socket
   */
  public record Target(String address, int port) {}

  public InboundClusterKey {
    services = List.copyOf(services);
  }

  @Override
  public String resourceName() {
    return EnvoyClusterName.inbound(port);
  }
}

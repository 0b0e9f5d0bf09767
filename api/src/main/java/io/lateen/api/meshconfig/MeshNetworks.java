// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.meshconfig;

import io.lateen.api.Spec;
import io.lateen.base.Copies;
import java.util.List;
import java.util.Map;

/**
 * The networks of the mesh (api: mesh/v1alpha1/network.proto): the kind MeshNetworks of
 * lateen.io/v1 named {@code default}, or the text {@code meshNetworks} in the ConfigMap {@code
 * istio}.
 *
 * @param networks networks by name
 */
public record MeshNetworks(Map<String, Network> networks) implements Spec {

  /** The mesh is one network. */
  public static final MeshNetworks NONE = new MeshNetworks(Map.of());

  /** Copies the map. */
  public MeshNetworks {
    networks = Copies.sorted(networks);
  }

  /**
   * A network.
   *
   * @param cidrs blocks whose endpoints are in it
   * @param registries clusters whose endpoints are in it
   * @param gateways ways into it
   */
  public record Network(
      List<String> cidrs, List<String> registries, List<NetworkGateway> gateways) {

    /** Copies the lists. */
    public Network {
      cidrs = List.copyOf(cidrs);
      registries = List.copyOf(registries);
      gateways = List.copyOf(gateways);
    }
  }

  /**
   * A way into a network.
   *
   * @param service service whose load balancer it is; empty when the address is written
   * @param address IP address or host name; empty when the service is named
   * @param port port, 1 to 65535
   * @param locality place; may be empty
   */
  public record NetworkGateway(String service, String address, int port, String locality) {}
}

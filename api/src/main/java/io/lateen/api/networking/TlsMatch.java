// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

import io.lateen.base.Copies;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Conditions on a TLS connection, all of which must hold.
 *
 * @param sniHosts server names, wildcards allowed; not empty
 * @param destinationSubnets CIDR blocks or addresses of the destination; empty for any
 * @param port port of the listener
 * @param sourceLabels labels of the calling workload; empty for any
 * @param gateways gateways as written; empty for those of the virtual service
 * @param sourceNamespace namespace of the calling workload; empty for any
 */
public record TlsMatch(
    List<String> sniHosts,
    List<String> destinationSubnets,
    OptionalInt port,
    Map<String, String> sourceLabels,
    List<String> gateways,
    String sourceNamespace) {

  /** Copies the collections. */
  public TlsMatch {
    sniHosts = List.copyOf(sniHosts);
    destinationSubnets = List.copyOf(destinationSubnets);
    sourceLabels = Copies.sorted(sourceLabels);
    gateways = List.copyOf(gateways);
  }
}

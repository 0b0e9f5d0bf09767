// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

import io.lateen.base.Copies;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Conditions on a connection, all of which must hold.
 *
 * @param destinationSubnets CIDR blocks or addresses of the destination; empty for any
 * @param port port of the listener
 * @param sourceSubnet CIDR block or address of the caller; empty for any
 * @param sourceLabels labels of the calling workload; empty for any
 * @param gateways gateways as written; empty for those of the virtual service
 * @param sourceNamespace namespace of the calling workload; empty for any
 */
public record L4Match(
    List<String> destinationSubnets,
    OptionalInt port,
    String sourceSubnet,
    Map<String, String> sourceLabels,
    List<String> gateways,
    String sourceNamespace) {

  /** Copies the collections. */
  public L4Match {
    destinationSubnets = List.copyOf(destinationSubnets);
    sourceLabels = Copies.sorted(sourceLabels);
    gateways = List.copyOf(gateways);
  }
}

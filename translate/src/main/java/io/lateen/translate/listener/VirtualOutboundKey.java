// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.listener;

import io.lateen.translate.Provenance;
import io.lateen.translate.ResourceKey;
import io.lateen.translate.name.IstioNames;
import java.util.List;

/**
 * The listener to which all traffic of the workload is redirected.
 *
 * @param addresses where it listens, at least one
 * @param port where it listens
 * @param transparent whether it takes connections to foreign addresses (TPROXY)
 * @param egressCluster where connections go for which there is no other listener
 */
public record VirtualOutboundKey(
    List<String> addresses,
    int port,
    boolean transparent,
    String egressCluster,
    Provenance provenance)
    implements ResourceKey {

  public VirtualOutboundKey {
    addresses = List.copyOf(addresses);
  }

  @Override
  public String resourceName() {
    return IstioNames.VIRTUAL_OUTBOUND;
  }
}

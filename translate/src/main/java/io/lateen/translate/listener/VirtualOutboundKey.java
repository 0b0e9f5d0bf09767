// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.listener;

import io.lateen.translate.Provenance;
import io.lateen.translate.ResourceKey;
import io.lateen.translate.name.IstioNames;

/**
 * The listener to which all traffic of the workload is redirected.
 *
 * @param port where it listens
 * @param egressCluster where connections go for which there is no other listener
 */
public record VirtualOutboundKey(int port, String egressCluster, Provenance provenance)
    implements ResourceKey {

  @Override
  public String resourceName() {
    return IstioNames.VIRTUAL_OUTBOUND;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.security;

import io.lateen.api.Spec;
import io.lateen.api.WorkloadSelector;
import io.lateen.base.Copies;
import java.util.Map;
import java.util.Optional;

/**
 * Which connections workloads accept (api: security/v1beta1/peer_authentication.proto).
 *
 * @param selector workloads; absent for the whole namespace, or the mesh in the root namespace
 * @param mode for all ports; {@link MtlsMode#UNSET} inherits
 * @param portLevelMtls what differs, by port of the workload
 */
public record PeerAuthentication(
    Optional<WorkloadSelector> selector, MtlsMode mode, Map<Integer, MtlsMode> portLevelMtls)
    implements Spec {

  /** Copies the collections. */
  public PeerAuthentication {
    portLevelMtls = Copies.sorted(portLevelMtls);
  }
}

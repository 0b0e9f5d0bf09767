// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.endpoint;

import io.lateen.mesh.endpoint.EndpointSet;
import io.lateen.mesh.workload.WorkloadKey;
import io.lateen.translate.Provenance;
import io.lateen.translate.ResourceKey;
import io.lateen.translate.policy.Spread;
import java.util.Optional;
import java.util.Set;

/**
 * The endpoints of one service port, or of a subset of it, as one class of proxies sees them.
 *
 * @param resourceName the cluster's name
 * @param endpoints those endpoints of the port or subset that may get calls
 * @param encryption when mTLS is used
 * @param plaintext workloads whose policy refuses mTLS on this port; only read for {@code AUTO}
 * @param spread how traffic is spread over places; absent: over all alike
 * @param onlyMutual whether endpoints without mTLS are left out
 * @param horizon how endpoints of other networks are reached; absent when there is one network
 */
public record AssignmentKey(
    String resourceName,
    EndpointSet endpoints,
    Encryption encryption,
    Set<WorkloadKey> plaintext,
    Optional<Spread> spread,
    boolean onlyMutual,
    Optional<SplitHorizon> horizon,
    Provenance provenance)
    implements ResourceKey {

  /** When a connection to an endpoint is mTLS. */
  public enum Encryption {
    /** When both sides can and no policy forbids it. */
    AUTO,
    /** Whatever the policies say: a DestinationRule asks for the mesh's mTLS. */
    ALWAYS,
    /** Never by the mesh: a DestinationRule says otherwise. */
    NEVER
  }

  public AssignmentKey {
    plaintext = Set.copyOf(plaintext);
  }
}

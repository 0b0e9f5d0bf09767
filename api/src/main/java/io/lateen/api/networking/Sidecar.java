// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

import io.lateen.api.Spec;
import io.lateen.api.WorkloadSelector;
import java.util.List;
import java.util.Optional;

/**
 * What the sidecars of some workloads open and see (api: networking/v1alpha3/sidecar.proto).
 *
 * @param workloadSelector workloads; absent for all of the namespace
 * @param ingress ports for inbound traffic; empty for those of the services
 * @param egress hosts for outbound traffic; empty stands for everything visible
 * @param outboundTrafficPolicy traffic to unknown hosts; absent stands for that of the mesh
 * @param inboundConnectionPool limits of inbound connections
 */
public record Sidecar(
    Optional<WorkloadSelector> workloadSelector,
    List<SidecarIngress> ingress,
    List<SidecarEgress> egress,
    Optional<OutboundTrafficPolicy> outboundTrafficPolicy,
    Optional<ConnectionPool> inboundConnectionPool)
    implements Spec {

  /** Copies the collections. */
  public Sidecar {
    ingress = List.copyOf(ingress);
    egress = List.copyOf(egress);
  }
}

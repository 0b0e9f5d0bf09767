// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.scope;

import io.lateen.mesh.destination.MergedDestinationRule;
import io.lateen.mesh.policy.WorkloadPolicies;
import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.workload.Workload;
import java.util.Optional;

/**
 * Everything that decides the configuration of one proxy, except endpoints. Equal scopes must lead
 * to equal configuration.
 *
 * @param outbound shared with the other workloads of its class
 * @param policies authorization, tokens, telemetry, extensions, Envoy filters, settings
 */
public record ProxyScope(
    Workload workload, OutboundScope outbound, InboundScope inbound, WorkloadPolicies policies) {

  /** The DestinationRule that this proxy applies to a service. */
  public Optional<MergedDestinationRule> destinationRule(MeshService service) {
    return outbound.destinationRule(service.hostname(), workload);
  }
}

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

  /** The same workload with another view of the mesh. */
  public ProxyScope seeing(OutboundScope others) {
    return new ProxyScope(workload, others, inbound, policies);
  }

  /**
   * Whether what the workload serves is shown the same of the mesh as in another scope with the
   * same inbound part: which services there are, and the DestinationRules for those that it serves.
   */
  public boolean showsLike(ProxyScope other) {
    return outbound == other.outbound || showsLikeIn(other);
  }

  private boolean showsLikeIn(ProxyScope other) {
    return outbound.byHost() == other.outbound.byHost()
        && inbound.services().stream()
            .map(served -> served.service().hostname())
            .allMatch(
                host ->
                    outbound.destinationRules(host).equals(other.outbound.destinationRules(host)));
  }

  /** The DestinationRule that this proxy applies to a service. */
  public Optional<MergedDestinationRule> destinationRule(MeshService service) {
    return outbound.destinationRule(service.hostname(), workload);
  }
}

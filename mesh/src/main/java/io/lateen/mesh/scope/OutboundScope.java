// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.scope;

import io.lateen.api.ConfigObject;
import io.lateen.api.networking.OutboundTrafficPolicy;
import io.lateen.api.networking.Sidecar;
import io.lateen.mesh.destination.DestinationRulesSnapshot;
import io.lateen.mesh.destination.MergedDestinationRule;
import io.lateen.mesh.object.Warning;
import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.servicepolicy.ServiceSettings;
import io.lateen.mesh.workload.Workload;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the proxies of one namespace under one Sidecar see of the mesh. Workloads that share it get
 * the same object as long as nothing in it changes.
 *
 * @param namespace of the proxies, also when the Sidecar is that of the root namespace
 * @param sidecar absent when none applies, and for gateways
 * @param egress listeners in the author's order; never empty
 * @param services union over the listeners, and what routes lead to besides; one for each host
 * @param byHost the same by host
 * @param rules DestinationRules of each service that has any, by host
 * @param settings what ServicePolicies say of services, by host; without those they do not concern
 * @param outboundTrafficPolicy what happens to traffic for hosts that nobody knows
 * @param warnings hosts that several objects claim in this scope
 */
public record OutboundScope(
    String namespace,
    Optional<ConfigObject<Sidecar>> sidecar,
    List<EgressScope> egress,
    List<MeshService> services,
    Map<String, MeshService> byHost,
    Map<String, List<MergedDestinationRule>> rules,
    Map<String, ServiceSettings> settings,
    OutboundTrafficPolicy outboundTrafficPolicy,
    List<Warning> warnings) {

  public OutboundScope {
    egress = List.copyOf(egress);
    services = List.copyOf(services);
    warnings = List.copyOf(warnings);
    byHost = Map.copyOf(byHost);
    rules = Map.copyOf(rules);
    settings = Map.copyOf(settings);
  }

  /** The visible service of exactly that host. */
  public Optional<MeshService> service(String hostname) {
    return Optional.ofNullable(byHost.get(hostname));
  }

  /** What ServicePolicies say of a visible host. */
  public ServiceSettings settings(String hostname) {
    return settings.getOrDefault(hostname, ServiceSettings.NONE);
  }

  /** The DestinationRules for a visible host; several only when workloads are selected. */
  public List<MergedDestinationRule> destinationRules(String hostname) {
    return rules.getOrDefault(hostname, List.of());
  }

  /** The DestinationRule that a workload of this scope applies to a visible host. */
  public Optional<MergedDestinationRule> destinationRule(String hostname, Workload workload) {
    return DestinationRulesSnapshot.select(
        destinationRules(hostname), namespace, selector -> selector.selects(workload.labels()));
  }

  /** The listener for a port: the one that names it, else the first that serves every port. */
  public Optional<EgressScope> listener(int port) {
    return egress.stream()
        .filter(
            one ->
                one.isCatchAll()
                    || one.written()
                        .flatMap(written -> written.port())
                        .filter(written -> written.number() == port)
                        .isPresent())
        .findFirst();
  }
}

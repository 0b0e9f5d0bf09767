// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.scope;

import io.lateen.api.ConfigObject;
import io.lateen.api.networking.OutboundTrafficPolicy;
import io.lateen.api.networking.Sidecar;
import io.lateen.api.networking.SidecarEgress;
import io.lateen.base.map.DiffMap;
import io.lateen.mesh.destination.DestinationRulesSnapshot;
import io.lateen.mesh.destination.MergedDestinationRule;
import io.lateen.mesh.object.Warning;
import io.lateen.mesh.routing.ResolvedVirtualService;
import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.servicepolicy.ServiceSettings;
import io.lateen.mesh.workload.Workload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the proxies of one namespace under one Sidecar see of the mesh. Workloads that share it get
 * the same object as long as nothing in it changes.
 *
 * @param namespace of the proxies, also when the Sidecar is that of the root namespace
 * @param sidecar absent when none applies, and for gateways
 * @param egress listeners in the author's order; never empty
 * @param ranked union over the listeners, and what routes lead to besides; one for each host, in
 *     the order of first mention
 * @param mentions where each of them is named first, by host
 * @param byHost the same services by host
 * @param aliases second names of services, by the name for which they stand, in the same order
 * @param rules DestinationRules of each service that has any, by host
 * @param settings what ServicePolicies say of services, by host; without those they do not concern
 * @param outboundTrafficPolicy what happens to traffic for hosts that nobody knows
 */
public record OutboundScope(
    String namespace,
    Optional<ConfigObject<Sidecar>> sidecar,
    List<EgressScope> egress,
    DiffMap<Mention, MeshService> ranked,
    DiffMap<String, Mention> mentions,
    DiffMap<String, MeshService> byHost,
    DiffMap<String, DiffMap<Mention, String>> aliases,
    DiffMap<String, List<MergedDestinationRule>> rules,
    DiffMap<String, ServiceSettings> settings,
    OutboundTrafficPolicy outboundTrafficPolicy) {

  public OutboundScope {
    egress = List.copyOf(egress);
  }

  /** The scope that names nothing yet. */
  static OutboundScope empty(
      String namespace, Optional<ConfigObject<Sidecar>> sidecar, OutboundTrafficPolicy policy) {
    List<SidecarEgress> written = sidecar.map(object -> object.spec().egress()).orElse(List.of());
    var egress =
        written.isEmpty()
            ? List.of(EgressScope.empty(Optional.empty(), namespace))
            : written.stream()
                .map(entry -> EgressScope.empty(Optional.of(entry), namespace))
                .toList();
    return new OutboundScope(
        namespace,
        sidecar,
        egress,
        DiffMap.empty(),
        DiffMap.empty(),
        DiffMap.empty(),
        DiffMap.empty(),
        DiffMap.empty(),
        DiffMap.empty(),
        policy);
  }

  /** An equal scope, of which what is in {@code other} too is not there twice. */
  OutboundScope sharing(OutboundScope other) {
    var listeners = new ArrayList<>(egress);
    for (int i = 0; i < listeners.size() && listeners.size() == other.egress.size(); i++) {
      listeners.set(i, egress.get(i).sharing(other.egress.get(i)));
    }
    return new OutboundScope(
        namespace,
        sidecar,
        listeners,
        ranked.sharing(other.ranked),
        mentions.sharing(other.mentions),
        byHost.sharing(other.byHost),
        aliases.sharing(other.aliases),
        rules.sharing(other.rules),
        settings.sharing(other.settings),
        outboundTrafficPolicy);
  }

  /** All services, one for each host, in the order of first mention. */
  public Collection<MeshService> services() {
    return ranked.values();
  }

  /** The visible service of exactly that host. */
  public Optional<MeshService> service(String hostname) {
    return Optional.ofNullable(byHost.get(hostname));
  }

  /** The visible second names of a host, in the order of services. */
  public List<String> aliasesOf(String hostname) {
    return List.copyOf(aliases.getOrDefault(hostname, DiffMap.empty()).values());
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
        destinationRules(hostname),
        namespace::equals,
        selector -> selector.selects(workload.labels()));
  }

  /**
   * Hosts that several VirtualServices claim: all but the first have no effect, unless they are put
   * together or come from the Gateway API.
   */
  public List<Warning> warnings() {
    Set<Warning> found = new LinkedHashSet<>();
    for (EgressScope listener : egress) {
      for (var claims : List.of(listener.http().exact(), listener.http().wildcards())) {
        claims.forEach((host, by) -> addLosers(found, listener, host, by.values()));
      }
    }
    return List.copyOf(found);
  }

  private void addLosers(
      Set<Warning> found,
      EgressScope listener,
      String host,
      Collection<ResolvedVirtualService> claims) {
    var winner = listener.httpOwners().get(host);
    if (winner.isPresent() && !settings(host).merges()) {
      claims.stream()
          .filter(claim -> !claim.followsGatewayApi())
          .filter(claim -> !claim.key().equals(winner.get().key()))
          .forEach(claim -> found.add(HostConflict.lost(claim, host, winner.get())));
    }
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

// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.route;

import io.lateen.translate.Provenance;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Who gets which names and domains of one route configuration. Envoy refuses a configuration in
 * which two virtual hosts share one, so the first claim keeps it.
 */
public final class VirtualHostSet {

  private final Set<String> realHosts;
  private final Set<String> taken = new HashSet<>();
  private final Set<String> names = new HashSet<>();

  /**
   * @param realHosts names of services; no expansion of another service may take one of them
   */
  public VirtualHostSet(Set<String> realHosts) {
    this.realHosts = Set.copyOf(realHosts);
  }

  /** The domains of a claim that are still free; empty when its name or all domains are taken. */
  public Optional<List<String>> take(HostClaim claim) {
    if (!names.add(claim.name())) {
      return Optional.empty();
    }
    var domains = claim.domains();
    var free = new ArrayList<String>();
    for (var domain : domains.all()) {
      boolean reserved = domains.expansions().contains(domain) && realHosts.contains(domain);
      if (!reserved && taken.add(domain.toLowerCase(Locale.ROOT))) {
        free.add(domain);
      }
    }
    return free.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(free));
  }

  /**
   * Routes with their origins.
   *
   * @param causes for each route the lines that made it, the deciding one first
   * @param owners the objects behind the virtual host, the deciding one first
   */
  public record Routes(
      List<RoutePlan> plans, List<List<Provenance.Cause>> causes, List<Provenance.Cause> owners) {}
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.route;

import io.lateen.translate.Provenance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The virtual hosts of one route configuration while it is planned. Envoy refuses a configuration
 * in which two virtual hosts share a name or a domain, so the first one keeps it.
 */
final class VirtualHostSet {

  private final Set<String> realHosts;
  private final Set<String> taken = new HashSet<>();
  private final Set<String> names = new HashSet<>();
  private final List<VirtualHostPlan> plans = new ArrayList<>();
  private final Map<String, List<Provenance.Cause>> causes = new TreeMap<>();

  /**
   * @param realHosts names of services; no expansion of another service may take one of them
   */
  VirtualHostSet(Set<String> realHosts) {
    this.realHosts = Set.copyOf(realHosts);
  }

  /** Adds a virtual host with those of its domains that are still free. */
  void add(String name, Domains domains, Routes routes) {
    if (!names.add(name)) {
      return;
    }
    var free = new ArrayList<String>();
    for (var domain : domains.all()) {
      boolean reserved = domains.expansions().contains(domain) && realHosts.contains(domain);
      if (!reserved && taken.add(domain.toLowerCase(Locale.ROOT))) {
        free.add(domain);
      }
    }
    if (!free.isEmpty()) {
      plans.add(new VirtualHostPlan(name, free, routes.plans(), false));
      causes.put(name, routes.owners());
      for (int i = 0; i < routes.plans().size(); i++) {
        causes.put(name + "#" + i, routes.causes().get(i));
      }
    }
  }

  /** By name: the order in which Envoy gets them. */
  List<VirtualHostPlan> sorted() {
    return plans.stream().sorted(Comparator.comparing(VirtualHostPlan::name)).toList();
  }

  /** Which objects made each virtual host and each of its routes. */
  Map<String, List<Provenance.Cause>> causes() {
    return causes;
  }

  /**
   * Routes with their origins.
   *
   * @param causes for each route the lines that made it, the deciding one first
   * @param owners the objects behind the virtual host, the deciding one first
   */
  record Routes(
      List<RoutePlan> plans, List<List<Provenance.Cause>> causes, List<Provenance.Cause> owners) {}
}

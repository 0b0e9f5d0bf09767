// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.route;

import io.lateen.mesh.routing.ResolvedVirtualService;
import io.lateen.mesh.service.MeshService;
import io.lateen.translate.Provenance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** The routes of hosts whose VirtualServices are put together (decision 024). */
final class MergedRoutes {

  /** A route and who made it. */
  private record Made(RoutePlan plan, List<Provenance.Cause> causes) {}

  private final RulePlanner planner;

  MergedRoutes(RulePlanner planner) {
    this.planner = planner;
  }

  /**
   * The routes of all that name the host, the most specific first, then by the VirtualService's
   * name, then as they are written; none when no VirtualService names it. What is behind a route
   * for everything is left out.
   *
   * @param service whose host is meant
   * @param claims VirtualServices that name its host
   * @param client whether the proxy is in a namespace
   * @param policy who asked for it
   */
  VirtualHostSet.Routes of(
      MeshService service,
      List<ResolvedVirtualService> claims,
      Predicate<String> client,
      Provenance.Cause policy) {
    var all = new ArrayList<Made>();
    var owners = new ArrayList<Provenance.Cause>();
    var sharing = new ArrayList<>(claims);
    sharing.removeIf(rules -> !rules.appliesTo(service.namespace(), client));
    sharing.sort(ResolvedVirtualService.BY_NAME);
    for (var rules : sharing) {
      var routes = planner.plan(rules);
      for (int i = 0; i < routes.plans().size(); i++) {
        all.add(new Made(routes.plans().get(i), routes.causes().get(i)));
      }
      owners.addAll(routes.plans().isEmpty() ? List.of() : routes.owners());
    }
    owners.add(policy);
    all.sort(Comparator.comparing(Made::plan, Specificity.MOST_SPECIFIC_FIRST));
    var plans = new ArrayList<RoutePlan>();
    var causes = new ArrayList<List<Provenance.Cause>>();
    for (var made : all) {
      plans.add(made.plan());
      causes.add(made.causes());
      if (RulePlanner.isCatchAll(made.plan())) {
        break;
      }
    }
    return new VirtualHostSet.Routes(plans, causes, owners);
  }
}

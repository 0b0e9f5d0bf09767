// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.check;

import io.lateen.base.problem.Problem;
import io.lateen.base.problem.Problems;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.routing.ResolvedVirtualService;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** All warnings about one state of the mesh. */
public final class MeshChecks {

  private MeshChecks() {}

  /**
   * The warnings, in a stable order: settings, services, routes, rules, Sidecars, policies. Looks at
   * every object, so the cost grows with the configuration, not with the change; endpoints and
   * workloads do not matter.
   */
  public static Problems of(MeshSnapshot mesh) {
    Set<Problem> found = new LinkedHashSet<>();
    addAll(found, mesh.settings().problems());
    addAll(found, mesh.services().problems());
    for (ResolvedVirtualService routes : mesh.virtualServices().all()) {
      addAll(found, routes.problems());
      addAll(found, new RouteChecks(mesh, routes).problems());
    }
    addAll(found, new HostChecks(mesh.virtualServices()).problems());
    addAll(found, mesh.destinationRules().problems());
    addAll(found, new RuleChecks(mesh).problems());
    addAll(found, mesh.sidecars().problems());
    addAll(found, mesh.peerAuthentications().problems());
    return new Problems(List.copyOf(found));
  }

  private static void addAll(Set<Problem> found, Problems more) {
    more.forEach(found::add);
  }
}

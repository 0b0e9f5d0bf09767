// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.check;

import io.lateen.api.ObjectKey;
import io.lateen.base.problem.Problems;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.object.Warning;
import io.lateen.mesh.routing.ResolvedVirtualService;
import io.lateen.mesh.service.AddressChecks;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** All warnings about one state of the mesh. */
public final class MeshChecks {

  private MeshChecks() {}

  /**
   * The warnings by object, each list in a stable order. Looks at every object, so the cost grows
   * with the configuration, not with the change; endpoints and workloads do not matter.
   */
  public static SortedMap<ObjectKey, Problems> of(MeshSnapshot mesh) {
    Set<Warning> found = new LinkedHashSet<>(mesh.settings().warnings());
    found.addAll(mesh.services().warnings());
    found.addAll(AddressChecks.warnings(mesh.services()));
    for (ResolvedVirtualService routes : mesh.virtualServices().all()) {
      found.addAll(routes.warnings());
      if (!routes.followsGatewayApi()) {
        found.addAll(new RouteChecks(mesh, routes).warnings());
      }
    }
    found.addAll(mesh.gatewayApi().warnings());
    found.addAll(new HostChecks(mesh).warnings());
    found.addAll(mesh.destinationRules().warnings());
    found.addAll(new RuleChecks(mesh).warnings());
    found.addAll(mesh.sidecars().warnings());
    found.addAll(mesh.peerAuthentications().warnings());
    found.addAll(mesh.servicePolicies().warnings());
    found.addAll(new ServicePolicyChecks(mesh).warnings());
    found.addAll(mesh.policies().gatewayPolicies().warnings());
    var byObject = new TreeMap<ObjectKey, Problems>();
    for (Warning warning : found) {
      byObject.merge(warning.object(), Problems.of(warning.problem()), Problems::and);
    }
    return byObject;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import io.lateen.mesh.service.MeshService;
import io.lateen.translate.grpc.GrpcServerPlanner;
import io.lateen.translate.grpc.GrpcServicePlanner;
import io.lateen.translate.view.ProxyView;
import io.lateen.translate.view.WorkloadView;

/** The plans for workloads without a proxy. */
final class ProxylessPlans {

  private final ResourceCatalog catalog;

  ProxylessPlans(ResourceCatalog catalog) {
    this.catalog = catalog;
  }

  /** What calls to a service need; workloads of a class share it. */
  ResourcePart service(ProxyView view, MeshService service) {
    var part = new ResourcePart.Builder();
    var planner = new GrpcServicePlanner(view);
    var plan = planner.plan(service);
    plan.listeners().forEach(key -> part.add(ResourceTypes.LISTENER, catalog.get(key)));
    plan.routes().forEach(key -> part.add(ResourceTypes.ROUTE, catalog.get(key)));
    plan.clusters().forEach(key -> part.add(ResourceTypes.CLUSTER, catalog.get(key)));
    plan.endpoints().forEach(key -> part.add(ResourceTypes.ENDPOINT, catalog.get(key)));
    part.report(planner.problems());
    return part.build();
  }

  /** What the workload's own servers need. */
  ResourcePart servers(WorkloadView view) {
    var part = new ResourcePart.Builder();
    var planner = new GrpcServerPlanner(view);
    planner.plan().forEach(key -> part.add(ResourceTypes.LISTENER, catalog.get(key)));
    part.report(planner.problems());
    return part.build();
  }
}

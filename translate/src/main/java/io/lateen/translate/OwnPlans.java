// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.scope.ProxyScope;
import io.lateen.translate.authorization.AccessPlanner;
import io.lateen.translate.cluster.InboundClusterPlanner;
import io.lateen.translate.gateway.GatewayPlanner;
import io.lateen.translate.listener.InboundPlanner;
import io.lateen.translate.telemetry.ReportClusterPlanner;
import io.lateen.translate.view.WorkloadView;

/** The plans for what one proxy does not share: a sidecar's inbound side, a gateway's servers. */
final class OwnPlans {

  private final ResourceCatalog catalog;

  OwnPlans(ResourceCatalog catalog) {
    this.catalog = catalog;
  }

  ResourcePart sidecar(WorkloadView view) {
    var part = new ResourcePart.Builder();
    for (var key : new InboundClusterPlanner(view).plan()) {
      part.add(ResourceTypes.CLUSTER, catalog.get(key));
    }
    reports(view, part);
    var access = new AccessPlanner(view);
    var inbound = new InboundPlanner(view, access.plan());
    for (var key : inbound.plan()) {
      part.add(ResourceTypes.LISTENER, catalog.get(key));
    }
    part.report(inbound.problems());
    part.report(access.problems());
    return part.build();
  }

  private void reports(WorkloadView view, ResourcePart.Builder part) {
    var reports = new ReportClusterPlanner(view);
    for (var key : reports.plan()) {
      part.add(ResourceTypes.CLUSTER, catalog.get(key));
    }
    part.report(reports.problems());
  }

  ResourcePart gateway(WorkloadView view, MeshSnapshot mesh, ProxyScope scope) {
    var part = new ResourcePart.Builder();
    reports(view, part);
    var access = new AccessPlanner(view);
    var gateways = new GatewayPlanner(view, mesh, scope, access.plan());
    for (var listener : gateways.listeners()) {
      part.add(ResourceTypes.LISTENER, catalog.get(listener));
    }
    for (var routes : gateways.routes()) {
      part.add(ResourceTypes.ROUTE, catalog.get(routes));
    }
    part.report(gateways.problems());
    part.report(access.problems());
    return part.build();
  }
}

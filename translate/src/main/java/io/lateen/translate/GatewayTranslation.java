// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.scope.ProxyScope;
import io.lateen.translate.cluster.FixedClusterKey;
import io.lateen.translate.cluster.MeshDefaults;
import io.lateen.translate.gateway.GatewayPlanner;
import io.lateen.translate.nametable.NameTablePlanner;
import io.lateen.translate.view.ProxyView;

/** Everything a gateway proxy gets. */
final class GatewayTranslation {

  private final ProxyView view;
  private final MeshSnapshot mesh;
  private final ProxyScope scope;
  private final ProxyResourcesBuilder result;

  GatewayTranslation(
      ProxyView view, MeshSnapshot mesh, ProxyScope scope, ProxyResourcesBuilder result) {
    this.view = view;
    this.mesh = mesh;
    this.scope = scope;
    this.result = result;
  }

  void run() {
    new SidecarTranslation.OutboundClusters(view, result).add();
    var key = new FixedClusterKey(FixedClusterKey.Kind.BLACK_HOLE, MeshDefaults.of(view.mesh()));
    result.add(ResourceTypes.CLUSTER, result.catalog().get(key));
    var gateways = new GatewayPlanner(view, mesh, scope);
    for (var listener : gateways.listeners()) {
      result.add(ResourceTypes.LISTENER, result.catalog().get(listener));
    }
    for (var routes : gateways.routes()) {
      result.add(ResourceTypes.ROUTE, result.catalog().get(routes));
    }
    result.report(gateways.problems());
    result.add(ResourceTypes.NAME_TABLE, result.catalog().get(new NameTablePlanner(view).plan()));
  }
}

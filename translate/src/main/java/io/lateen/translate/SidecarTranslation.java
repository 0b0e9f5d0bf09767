// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import io.lateen.translate.cluster.ClusterKey;
import io.lateen.translate.cluster.ClusterPlanner;
import io.lateen.translate.cluster.FixedClusterKey;
import io.lateen.translate.cluster.InboundClusterPlanner;
import io.lateen.translate.cluster.MeshDefaults;
import io.lateen.translate.endpoint.AssignmentPlanner;
import io.lateen.translate.listener.InboundPlanner;
import io.lateen.translate.listener.OutboundPlanner;
import io.lateen.translate.listener.VirtualOutboundKey;
import io.lateen.translate.nametable.NameTablePlanner;
import io.lateen.translate.route.RoutePlanner;
import io.lateen.translate.view.ProxyView;

/** Everything a sidecar gets. */
final class SidecarTranslation {

  private final ProxyView view;
  private final String egressCluster;
  private final ProxyResourcesBuilder result;

  SidecarTranslation(ProxyView view, String egressCluster, ProxyResourcesBuilder result) {
    this.view = view;
    this.egressCluster = egressCluster;
    this.result = result;
  }

  void run() {
    addClusters();
    addListenersAndRoutes();
    result.add(ResourceTypes.NAME_TABLE, result.catalog().get(new NameTablePlanner(view).plan()));
  }

  private void addClusters() {
    var catalog = result.catalog();
    new OutboundClusters(view, result).add();
    for (var key : new InboundClusterPlanner(view).plan()) {
      result.add(ResourceTypes.CLUSTER, catalog.get(key));
    }
    for (var kind : FixedClusterKey.Kind.values()) {
      var key = new FixedClusterKey(kind, MeshDefaults.of(view.mesh()));
      result.add(ResourceTypes.CLUSTER, catalog.get(key));
    }
  }

  private void addListenersAndRoutes() {
    var catalog = result.catalog();
    var outbound = new OutboundPlanner(view, egressCluster);
    for (var key : outbound.plan()) {
      result.add(ResourceTypes.LISTENER, catalog.get(key));
    }
    result.report(outbound.problems());
    var entrance =
        new VirtualOutboundKey(view.mesh().proxyListenPort(), egressCluster, Provenance.BUILT_IN);
    result.add(ResourceTypes.LISTENER, catalog.get(entrance));
    for (var key : new InboundPlanner(view).plan()) {
      result.add(ResourceTypes.LISTENER, catalog.get(key));
    }
    var routes = new RoutePlanner(view, egressCluster);
    outbound
        .routes()
        .forEach(
            (name, request) -> {
              var key =
                  request.host().isEmpty()
                      ? routes.shared(request.egress(), name, request.port())
                      : routes.ofService(request.egress(), name, request.host(), request.port());
              result.add(ResourceTypes.ROUTE, catalog.get(key));
            });
  }

  /** The clusters of services with their load assignments. */
  static final class OutboundClusters {

    private final ProxyView view;
    private final ProxyResourcesBuilder result;

    OutboundClusters(ProxyView view, ProxyResourcesBuilder result) {
      this.view = view;
      this.result = result;
    }

    void add() {
      var assignments = new AssignmentPlanner(view);
      var planner = new ClusterPlanner(view);
      for (var key : planner.plan()) {
        if (result.add(ResourceTypes.CLUSTER, result.catalog().get(key))
            && key.discovery() == ClusterKey.Discovery.EDS) {
          assignments
              .discovered(key.cluster(), key.provenance())
              .map(result.catalog()::get)
              .ifPresent(resource -> result.add(ResourceTypes.ENDPOINT, resource));
        }
      }
      result.report(planner.problems());
    }
  }
}

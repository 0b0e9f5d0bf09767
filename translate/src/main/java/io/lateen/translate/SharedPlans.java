// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import io.lateen.api.networking.OutboundTrafficPolicy;
import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.workload.ProxyRole;
import io.lateen.translate.cluster.ClusterKey;
import io.lateen.translate.cluster.ClusterPlanner;
import io.lateen.translate.cluster.FixedClusterKey;
import io.lateen.translate.cluster.MeshDefaults;
import io.lateen.translate.endpoint.AssignmentPlanner;
import io.lateen.translate.listener.OutboundPlanner;
import io.lateen.translate.listener.VirtualOutboundKey;
import io.lateen.translate.name.IstioNames;
import io.lateen.translate.nametable.NameTablePlanner;
import io.lateen.translate.policy.Destinations;
import io.lateen.translate.route.RoutePlanner;
import io.lateen.translate.view.ProxyView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The plans for what proxies of one class share: one for each service, and some for all. */
final class SharedPlans {

  /** Not the name of a host. */
  private static final String ROUTING = "#routing";

  private static final String NAMES = "#names";
  private static final String FIXED = "#fixed";

  private final ResourceCatalog catalog;

  SharedPlans(ResourceCatalog catalog) {
    this.catalog = catalog;
  }

  /** The names of the plans for a view, in the order in which resources win their names. */
  List<String> names(ProxyView view) {
    var names = new ArrayList<String>();
    view.services().forEach(service -> names.add(service.hostname()));
    names.add(FIXED);
    names.add(NAMES);
    if (view.role() == ProxyRole.SIDECAR) {
      names.add(ROUTING);
    }
    return names;
  }

  /** Runs the plan of that name. */
  ResourcePart run(String name, ProxyView view) {
    var part = new ResourcePart.Builder();
    switch (name) {
      case ROUTING -> routing(view, part);
      case NAMES ->
          part.add(ResourceTypes.NAME_TABLE, catalog.get(new NameTablePlanner(view).plan()));
      case FIXED -> fixed(view, part);
      default -> view.service(name).ifPresent(service -> clusters(view, service, part));
    }
    return part.build();
  }

  /** The clusters of a service with their load assignments. */
  private void clusters(ProxyView view, MeshService service, ResourcePart.Builder part) {
    var assignments = new AssignmentPlanner(view);
    var planner = new ClusterPlanner(view);
    for (var key : planner.plan(service)) {
      part.add(ResourceTypes.CLUSTER, catalog.get(key));
      if (key.discovery() == ClusterKey.Discovery.EDS) {
        assignments
            .discovered(key.cluster(), key.provenance())
            .map(catalog::get)
            .ifPresent(resource -> part.add(ResourceTypes.ENDPOINT, resource));
      }
    }
    part.report(planner.problems());
  }

  private void fixed(ProxyView view, ResourcePart.Builder part) {
    for (var kind : FixedClusterKey.Kind.values()) {
      if (view.role() == ProxyRole.SIDECAR || kind == FixedClusterKey.Kind.BLACK_HOLE) {
        var key = new FixedClusterKey(kind, MeshDefaults.of(view.mesh()));
        part.add(ResourceTypes.CLUSTER, catalog.get(key));
      }
    }
  }

  /** Outbound listeners and the route configurations that they refer to. */
  private void routing(ProxyView view, ResourcePart.Builder part) {
    var egressCluster = egressCluster(view);
    var outbound = new OutboundPlanner(view, egressCluster);
    for (var key : outbound.plan()) {
      part.add(ResourceTypes.LISTENER, catalog.get(key));
    }
    part.report(outbound.problems());
    var entrance =
        new VirtualOutboundKey(view.mesh().proxyListenPort(), egressCluster, Provenance.BUILT_IN);
    part.add(ResourceTypes.LISTENER, catalog.get(entrance));
    var routes = new RoutePlanner(view, egressCluster);
    outbound
        .routes()
        .forEach(
            (name, request) -> {
              var key =
                  request.host().isEmpty()
                      ? routes.shared(request.egress(), name, request.port())
                      : routes.ofService(request.egress(), name, request.host(), request.port());
              part.add(ResourceTypes.ROUTE, catalog.get(key));
            });
  }

  /** Where traffic goes that no service claims. */
  private static String egressCluster(ProxyView view) {
    var policy = view.outboundPolicy();
    if (policy.mode() == OutboundTrafficPolicy.Mode.REGISTRY_ONLY) {
      return IstioNames.BLACK_HOLE_CLUSTER;
    }
    return policy
        .egressProxy()
        .map(proxy -> Destinations.cluster(proxy, Optional.empty(), 0))
        .orElse(IstioNames.PASSTHROUGH_CLUSTER);
  }
}

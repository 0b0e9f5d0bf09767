// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import io.lateen.api.meshconfig.ProxySettings.InterceptionMode;
import io.lateen.api.networking.OutboundTrafficPolicy;
import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.workload.ProxyRole;
import io.lateen.translate.cluster.AnyHostClusterKey;
import io.lateen.translate.cluster.ClusterKey;
import io.lateen.translate.cluster.ClusterPlanner;
import io.lateen.translate.cluster.FixedClusterKey;
import io.lateen.translate.cluster.MeshDefaults;
import io.lateen.translate.endpoint.AssignmentPlanner;
import io.lateen.translate.forward.DnsCache;
import io.lateen.translate.http.HttpSettings;
import io.lateen.translate.listener.OutboundPlanner;
import io.lateen.translate.listener.VirtualOutboundKey;
import io.lateen.translate.name.IstioNames;
import io.lateen.translate.nametable.NameTablePlanner;
import io.lateen.translate.policy.Destinations;
import io.lateen.translate.route.RouteHeaders;
import io.lateen.translate.route.RoutePlanner;
import io.lateen.translate.view.ProxyView;
import io.lateen.translate.view.WorkloadView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The plans for what proxies of one class share: one for each service, and some for all. */
final class SharedPlans {

  /** Not the name of a host. */
  private static final String ROUTING = "#routing";

  /** Before the name of a host. */
  private static final String PASSED_ON = "#passed-on ";

  private static final String NAMES = "#names";
  private static final String FIXED = "#fixed";

  private final ResourceCatalog catalog;

  SharedPlans(ResourceCatalog catalog) {
    this.catalog = catalog;
  }

  /** The names of the plans for a view, in the order in which resources win their names. */
  List<String> names(WorkloadView view) {
    var names = new ArrayList<String>();
    view.services().forEach(service -> names.add(service.hostname()));
    if (view.passesMeshTlsOn()) {
      view.services().forEach(service -> names.add(PASSED_ON + service.hostname()));
    }
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
      default -> {
        if (name.startsWith(PASSED_ON)) {
          view.service(name.substring(PASSED_ON.length()))
              .ifPresent(service -> passedOn(view, service, part));
        } else {
          view.service(name).ifPresent(service -> clusters(view, service, part));
        }
      }
    }
    return part.build();
  }

  /** The clusters of a service with their load assignments. */
  private void clusters(ProxyView view, MeshService service, ResourcePart.Builder part) {
    var planner = new ClusterPlanner(view);
    planner.plan(service).forEach(key -> cluster(view, key, part));
    part.report(planner.problems());
  }

  /** The clusters of a service that receive the mesh's TLS unopened at a gateway. */
  private void passedOn(ProxyView view, MeshService service, ResourcePart.Builder part) {
    new ClusterPlanner(view).passedOn(service).forEach(key -> cluster(view, key, part));
  }

  private void cluster(ProxyView view, ClusterKey key, ResourcePart.Builder part) {
    part.add(ResourceTypes.CLUSTER, catalog.get(key));
    if (key.discovery() == ClusterKey.Discovery.EDS) {
      var planner = new AssignmentPlanner(view);
      var assignment =
          key.passedOn()
              ? planner.passedOn(key.cluster(), key.provenance())
              : planner.discovered(key.cluster(), key.provenance());
      assignment
          .map(catalog::get)
          .ifPresent(resource -> part.add(ResourceTypes.ENDPOINT, resource));
    }
  }

  private void fixed(ProxyView view, ResourcePart.Builder part) {
    for (var kind : FixedClusterKey.Kind.values()) {
      if (view.role() == ProxyRole.SIDECAR || kind == FixedClusterKey.Kind.BLACK_HOLE) {
        var key = new FixedClusterKey(kind, MeshDefaults.of(view), view.families());
        part.add(ResourceTypes.CLUSTER, catalog.get(key));
      }
    }
    if (resolvesAny(view)) {
      part.add(ResourceTypes.CLUSTER, catalog.get(AnyHostClusterKey.of(view)));
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
    if (view.interception() != InterceptionMode.NONE) {
      part.add(ResourceTypes.LISTENER, catalog.get(entrance(view, egressCluster)));
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
              part.add(ResourceTypes.ROUTE, catalog.get(key));
            });
  }

  private static VirtualOutboundKey entrance(ProxyView view, String egressCluster) {
    return new VirtualOutboundKey(
        view.openFamilies().wildcards(),
        view.mesh().proxyListenPort(),
        view.interception() == InterceptionMode.TPROXY,
        egressCluster,
        resolvesAny(view)
            ? Optional.of(
                new VirtualOutboundKey.AnyHost(
                    DnsCache.ofAny(view.openFamilies()),
                    HttpSettings.of(view),
                    RouteHeaders.of(view)))
            : Optional.empty(),
        Provenance.BUILT_IN);
  }

  private static boolean resolvesAny(ProxyView view) {
    return view.role() == ProxyRole.SIDECAR
        && view.outboundPolicy().mode() == OutboundTrafficPolicy.Mode.ALLOW_ANY_DYNAMIC_DNS;
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

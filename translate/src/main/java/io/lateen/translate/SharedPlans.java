// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import io.lateen.api.meshconfig.ProxySettings.InterceptionMode;
import io.lateen.api.networking.OutboundTrafficPolicy;
import io.lateen.api.networking.SidecarEgress;
import io.lateen.mesh.scope.OutboundScope;
import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.workload.ProxyRole;
import io.lateen.translate.PlanName.OfRoutes;
import io.lateen.translate.PlanName.OfService;
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
import io.lateen.translate.memo.Kept;
import io.lateen.translate.name.IstioNames;
import io.lateen.translate.nametable.NameTablePlanner;
import io.lateen.translate.policy.Destinations;
import io.lateen.translate.route.RouteConfigKey;
import io.lateen.translate.route.RouteHeaders;
import io.lateen.translate.route.RoutePlanner;
import io.lateen.translate.view.ProxyView;
import io.lateen.translate.view.Source;
import io.lateen.translate.view.WorkloadView;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The plans for what proxies of one class share; each sees nothing but the view it is given. */
final class SharedPlans {

  private static final Set<Source> EVERYTHING = EnumSet.allOf(Source.class);

  private final ResourceCatalog catalog;
  private final ProxylessPlans proxyless;
  private final Successors successors = new Successors();
  private final EndpointTopics endpoints = new EndpointTopics();

  SharedPlans(ResourceCatalog catalog) {
    this.catalog = catalog;
    this.proxyless = new ProxylessPlans(catalog);
  }

  ResourceCatalog catalog() {
    return catalog;
  }

  EndpointTopics endpointTopics() {
    return endpoints;
  }

  /** The names of the plans for a view, in the order in which resources win their names. */
  static Set<PlanName> names(WorkloadView view, OutboundScope scope) {
    var names = new LinkedHashSet<PlanName>();
    view.services().forEach(service -> names.add(new PlanName.Clusters(service.hostname())));
    if (view.passesMeshTlsOn()) {
      view.services().forEach(service -> names.add(new PlanName.PassedOn(service.hostname())));
    }
    if (view.role() == ProxyRole.PROXYLESS) {
      return names;
    }
    names.add(new PlanName.Fixed());
    if (view.role() == ProxyRole.SIDECAR) {
      names.add(new PlanName.Outbound());
      for (int i = 0; i < scope.egress().size(); i++) {
        int egress = i;
        var listener = scope.egress().get(i);
        listener.imported().keySet().forEach(rank -> names.add(new OfService(egress, rank)));
        listener.routes().keySet().forEach(rank -> names.add(new OfRoutes(egress, rank)));
      }
    }
    return names;
  }

  /** How many plans are remembered for other classes. */
  int successors() {
    return successors.size();
  }

  /** Hears that the mesh has another state. */
  void meshChanged() {
    successors.clear();
  }

  /**
   * The plan of that name on a view; what another class came to, where that holds here.
   *
   * @param old the plan on an earlier state, which does not hold any more
   */
  Kept<Piece> kept(PlanName name, @Nullable Kept<Piece> old, WorkloadView view) {
    var elsewhere = old == null ? null : successors.of(old);
    if (elsewhere != null && elsewhere.holds(view, EVERYTHING)) {
      return elsewhere;
    }
    var fresh = Kept.of(view, seen -> run(name, seen)).sharing(old);
    if (old != null) {
      successors.put(old, fresh);
    }
    return fresh;
  }

  private Piece run(PlanName name, ProxyView view) {
    return switch (name) {
      case PlanName.Clusters(var host) ->
          view.service(host).map(service -> clusters(view, service)).orElse(Piece.NONE);
      case PlanName.PassedOn(var host) ->
          view.service(host).map(service -> passedOn(view, service)).orElse(Piece.NONE);
      case PlanName.Fixed() -> Piece.of(fixed(view), List.of());
      case PlanName.Outbound() -> Piece.of(facts(view));
      case OfService of ->
          view.imported(of.egress(), of.host())
              .map(
                  service ->
                      Piece.of(
                          new OutboundPlanner(view, of.egress()).plan(service),
                          new RoutePlanner(view, of.egress()).of(service)))
              .orElse(Piece.NONE);
      case OfRoutes(var egress, var rank) ->
          view.routes(egress, rank)
              .map(
                  rules ->
                      Piece.of(
                          OutboundPlanner.Wanted.NOTHING, new RoutePlanner(view, egress).of(rules)))
              .orElse(Piece.NONE);
    };
  }

  /**
   * The clusters of a service with their load assignments, and the names that it brings; without a
   * proxy all that calls to it need.
   */
  private Piece clusters(ProxyView view, MeshService service) {
    if (view.role() == ProxyRole.PROXYLESS) {
      return Piece.of(proxyless.service(view, service), List.of());
    }
    var part = new ResourcePart.Builder();
    var planner = new ClusterPlanner(view);
    planner.plan(service).forEach(key -> cluster(view, key, part));
    part.report(planner.problems());
    return Piece.of(part.build(), new NameTablePlanner(view).plan(service));
  }

  /** The clusters of a service that receive the mesh's TLS unopened at a gateway. */
  private Piece passedOn(ProxyView view, MeshService service) {
    var part = new ResourcePart.Builder();
    new ClusterPlanner(view).passedOn(service).forEach(key -> cluster(view, key, part));
    return Piece.of(part.build(), List.of());
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

  private ResourcePart fixed(ProxyView view) {
    var part = new ResourcePart.Builder();
    for (var kind : FixedClusterKey.Kind.values()) {
      if (view.role() == ProxyRole.SIDECAR || kind == FixedClusterKey.Kind.BLACK_HOLE) {
        var key = new FixedClusterKey(kind, MeshDefaults.of(view), view.families());
        part.add(ResourceTypes.CLUSTER, catalog.get(key));
      }
    }
    if (resolvesAny(view)) {
      part.add(ResourceTypes.CLUSTER, catalog.get(AnyHostClusterKey.of(view)));
    }
    return part.build();
  }

  private static OutboundFacts facts(ProxyView view) {
    var egressCluster = egressCluster(view);
    return new OutboundFacts(
        view.egress().stream()
            .map(written -> written.flatMap(SidecarEgress::port).isEmpty())
            .toList(),
        view.interception() == InterceptionMode.NONE
            ? Optional.empty()
            : Optional.of(entrance(view, egressCluster)),
        egressCluster,
        view.mesh().protocolDetectionTimeout(),
        HttpSettings.ofCalls(view),
        rest(view, egressCluster),
        RouteHeaders.of(view));
  }

  private static RouteConfigKey.Rest rest(ProxyView view, String egressCluster) {
    if (view.outboundPolicy().mode() == OutboundTrafficPolicy.Mode.ALLOW_ANY_DYNAMIC_DNS) {
      return new RouteConfigKey.Rest.Resolve();
    }
    return egressCluster.equals(IstioNames.BLACK_HOLE_CLUSTER)
        ? new RouteConfigKey.Rest.Refuse()
        : new RouteConfigKey.Rest.Pass(egressCluster);
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

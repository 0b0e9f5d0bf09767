// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.grpc;

import io.lateen.base.problem.Problem;
import io.lateen.mesh.destination.MergedDestinationRule;
import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.service.Resolution;
import io.lateen.mesh.service.ServicePort;
import io.lateen.translate.Provenance;
import io.lateen.translate.endpoint.AssignmentKey;
import io.lateen.translate.endpoint.AssignmentPlanner;
import io.lateen.translate.route.CallNames;
import io.lateen.translate.route.RoutePlan;
import io.lateen.translate.route.RoutePlanner;
import io.lateen.translate.route.VirtualHostSet;
import io.lateen.translate.view.ProxyView;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Decides what gRPC clients get for the calls to one service. */
public final class GrpcServicePlanner {

  private final ProxyView view;
  private final Reach reach;
  private final Set<Problem> problems = new LinkedHashSet<>();

  public GrpcServicePlanner(ProxyView view) {
    this.view = view;
    this.reach = new Reach(view);
  }

  /** What a service needs. */
  public record Plan(
      List<ApiListenerKey> listeners,
      List<GrpcRouteKey> routes,
      List<GrpcClusterKey> clusters,
      List<AssignmentKey> endpoints) {

    private static final Plan NOTHING = new Plan(List.of(), List.of(), List.of(), List.of());
  }

  /** The listeners, routes, clusters and endpoints of a visible service. */
  public Plan plan(MeshService service) {
    if (service.resolution() == Resolution.ALIAS || service.isWildcard()) {
      return Plan.NOTHING;
    }
    var rule = view.destinationRule(service.hostname());
    rule.map(MergedDestinationRule::from)
        .orElse(List.of())
        .forEach(object -> problems.addAll(PolicyLosses.of(object)));
    var listeners = new ArrayList<ApiListenerKey>();
    var routes = new ArrayList<GrpcRouteKey>();
    for (var port : service.ports()) {
      if (reach.isServed(port)) {
        reportUnreachable(service, port, rule);
        var key = routes(service, port);
        routes.add(key);
        listeners.addAll(listeners(service, port, key.resourceName()));
      }
    }
    var clusters = new GrpcClusterPlanner(view, reach).plan(service);
    return new Plan(listeners, routes, clusters, endpoints(clusters));
  }

  /** What authors want in vain. */
  public Set<Problem> problems() {
    return problems;
  }

  private void reportUnreachable(
      MeshService service, ServicePort port, Optional<MergedDestinationRule> rule) {
    // What a DestinationRule says against it is told there.
    var untouched = reach.policy(Optional.empty(), "", port);
    reach
        .why(service, port, untouched)
        .ifPresent(
            why ->
                problems.add(
                    new Loss("ports", "cannot call port " + port.number() + ": " + why)
                        .at(cause(service))));
  }

  private List<AssignmentKey> endpoints(List<GrpcClusterKey> clusters) {
    var planner = new AssignmentPlanner(view);
    return clusters.stream()
        .filter(key -> key.server().isEmpty())
        .flatMap(key -> planner.discovered(key.cluster(), key.provenance()).stream())
        .toList();
  }

  private List<ApiListenerKey> listeners(MeshService service, ServicePort port, String routes) {
    var provenance = Provenance.of(List.of(cause(service)));
    return CallNames.of(service, view).stream()
        .map(
            name -> new ApiListenerKey(GrpcNames.hostPort(name, port.number()), routes, provenance))
        .toList();
  }

  private GrpcRouteKey routes(MeshService service, ServicePort port) {
    var found = found(service, port);
    for (int i = 0; i < found.plans().size(); i++) {
      var cause = found.causes().get(i).getFirst();
      RouteLosses.of(found.plans().get(i)).forEach(loss -> problems.add(loss.at(cause)));
    }
    var targets = targets(found.plans());
    SortedSet<String> missing = new TreeSet<>();
    targets.stream().filter(cluster -> !reach.isKnown(cluster)).forEach(missing::add);
    var own = Reach.cluster(service, port, "");
    var fallback =
        reach.isKnown(own)
            ? own
            : targets.stream().filter(cluster -> !missing.contains(cluster)).findFirst().orElse("");
    return new GrpcRouteKey(
        GrpcNames.routes(service.hostname(), port.number()),
        found.plans(),
        missing,
        fallback,
        provenance(found));
  }

  private VirtualHostSet.Routes found(MeshService service, ServicePort port) {
    return new RoutePlanner(view, egress(service.hostname())).toPort(service, port);
  }

  /** The first listener of the client's Sidecar that imports the host: calls have no port of it. */
  private int egress(String host) {
    int count = view.egress().size();
    for (int i = 0; i < count; i++) {
      if (view.imported(i, host).isPresent()) {
        return i;
      }
    }
    return count - 1;
  }

  private static List<String> targets(List<RoutePlan> plans) {
    var targets = new LinkedHashSet<String>();
    for (var plan : plans) {
      switch (plan) {
        case RoutePlan.ToService toService -> targets.add(toService.cluster());
        case RoutePlan.OfRule rule ->
            rule.destinations().forEach(target -> targets.add(target.cluster()));
      }
    }
    return List.copyOf(targets);
  }

  private static Provenance provenance(VirtualHostSet.Routes found) {
    var causes = new LinkedHashSet<>(found.owners());
    found.causes().forEach(causes::addAll);
    return Provenance.of(List.copyOf(causes));
  }

  private static Provenance.Cause cause(MeshService service) {
    return new Provenance.Cause(
        service.object(), service.origin().source(), service.origin().line());
  }
}

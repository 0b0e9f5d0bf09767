// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.route;

import io.lateen.api.ObjectKey;
import io.lateen.api.networking.Destination;
import io.lateen.api.networking.HttpMatch;
import io.lateen.api.networking.HttpRoute;
import io.lateen.api.networking.HttpRouteDestination;
import io.lateen.api.networking.TrafficPolicy;
import io.lateen.mesh.destination.MergedDestinationRule;
import io.lateen.mesh.routing.ResolvedVirtualService;
import io.lateen.mesh.servicepolicy.Decided;
import io.lateen.mesh.servicepolicy.ServiceSettings;
import io.lateen.translate.Provenance;
import io.lateen.translate.policy.Destinations;
import io.lateen.translate.policy.TrafficPolicies;
import io.lateen.translate.servicepolicy.RouteDefaults;
import io.lateen.translate.view.ConfigPath;
import io.lateen.translate.view.ProxyView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Turns the HTTP rules of a VirtualService into routes for one listener port of one proxy (Istio:
 * core/route/route.go BuildHTTPRoutesForVirtualService). Conditions on port, source and gateway are
 * decided here; rules behind one that takes everything are left out.
 */
public final class RulePlanner {

  /** Lowest status of a direct response (Envoy: DirectResponseAction.status). */
  private static final int LOWEST_ANSWER = 200;

  private final ProxyView view;
  private final Set<String> gateways;
  private final int port;
  private final boolean tls;

  /**
   * @param gateways names under which this proxy is known to rules: {@code mesh}, or gateways
   * @param port port of the listener
   * @param tls whether the listener decrypts TLS
   */
  public RulePlanner(ProxyView view, Set<String> gateways, int port, boolean tls) {
    this.view = view;
    this.gateways = Set.copyOf(gateways);
    this.port = port;
    this.tls = tls;
  }

  /** The routes in order; none when no rule is for this proxy and port. */
  VirtualHostSet.Routes plan(ResolvedVirtualService service) {
    var plans = new ArrayList<RoutePlan>();
    var causes = new ArrayList<List<Provenance.Cause>>();
    var rules = service.spec().http();
    for (int i = 0; i < rules.size(); i++) {
      boolean everything = addRule(service, i, plans, causes);
      if (everything) {
        break;
      }
    }
    return new VirtualHostSet.Routes(
        List.copyOf(plans), List.copyOf(causes), List.of(Provenance.Cause.of(service.object())));
  }

  /** The routes alone. */
  public List<RoutePlan> routes(ResolvedVirtualService service) {
    return plan(service).plans();
  }

  /** Whether a route takes every request, so that none behind it is ever tried. */
  public static boolean isCatchAll(RoutePlan route) {
    return switch (route) {
      case RoutePlan.ToService _ -> true;
      case RoutePlan.OfRule rule -> rule.match().map(RouteMatches::isCatchAll).orElse(true);
    };
  }

  /** Returns whether no later rule can be reached. */
  private boolean addRule(
      ResolvedVirtualService service,
      int index,
      List<RoutePlan> plans,
      List<List<Provenance.Cause>> causes) {
    var rule = service.spec().http().get(index);
    if (!isUsable(rule)) {
      return false;
    }
    if (rule.match().isEmpty()) {
      plans.add(route(service, rule, Optional.empty()));
      causes.add(causes(service, index, rule.line()));
      return true;
    }
    for (var match : rule.match()) {
      if (isForThisProxy(match)) {
        plans.add(route(service, rule, Optional.of(match)));
        causes.add(causes(service, index, match.line() == 0 ? rule.line() : match.line()));
        if (RouteMatches.isCatchAll(match)) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * A rule whose delegate is missing has nothing to do, and Envoy refuses to answer with an
   * informational status.
   */
  private static boolean isUsable(HttpRoute rule) {
    return !rule.route().isEmpty()
        || rule.redirect().isPresent()
        || rule.directResponse().filter(answer -> answer.status() >= LOWEST_ANSWER).isPresent();
  }

  /** Named gateways replace the conditions on the source, as in Istio's sourceMatchHTTP. */
  private boolean isForThisProxy(HttpMatch match) {
    if (match.port().isPresent() && match.port().getAsInt() != port) {
      return false;
    }
    if (!match.gateways().isEmpty()) {
      return match.gateways().stream().anyMatch(gateways::contains);
    }
    return view.hasLabels(match.sourceLabels())
        && (match.sourceNamespace().isEmpty() || view.isIn(match.sourceNamespace()));
  }

  private RoutePlan route(
      ResolvedVirtualService service, HttpRoute rule, Optional<HttpMatch> match) {
    var mirrors = new ArrayList<RoutePlan.Mirror>();
    for (var mirror : rule.mirrors()) {
      if (mirror.percentage() > 0) {
        mirrors.add(new RoutePlan.Mirror(cluster(mirror.destination()), mirror.percentage()));
      }
    }
    return new RoutePlan.OfRule(
        rule,
        match,
        targets(rule.route()),
        mirrors,
        RouteDefaults.of(settings(rule), view.mesh()),
        ConfigPath.of(service.key()),
        service.key().name(),
        port,
        tls,
        service.semantics());
  }

  /** Targets without weight get nothing, unless they are the only one or nobody has any. */
  private List<RoutePlan.Target> targets(List<HttpRouteDestination> written) {
    boolean weighted = written.stream().anyMatch(target -> target.weight() > 0);
    var targets = new ArrayList<RoutePlan.Target>();
    for (var target : written) {
      if (target.weight() > 0 || !weighted || written.size() == 1) {
        var policy = policy(target.destination());
        targets.add(
            new RoutePlan.Target(
                cluster(target.destination()),
                Math.max(target.weight(), 1),
                target.headers(),
                TrafficPolicies.hash(policy),
                TrafficPolicies.originatesTls(policy),
                settings(target.destination()).sessionPersistence().map(Decided::value)));
      }
    }
    return targets;
  }

  private String cluster(Destination destination) {
    return Destinations.cluster(destination, view.service(destination.host()), port);
  }

  private TrafficPolicy policy(Destination destination) {
    var name = Destinations.name(destination, view.service(destination.host()), port);
    return TrafficPolicies.of(
        view.destinationRule(name.host()).map(MergedDestinationRule::rule),
        name.subset(),
        name.port());
  }

  /** What is said of the service that a rule leads to, the first of several. */
  private ServiceSettings settings(HttpRoute rule) {
    return rule.route().isEmpty()
        ? ServiceSettings.NONE
        : settings(rule.route().getFirst().destination());
  }

  private ServiceSettings settings(Destination destination) {
    return view.settings(
        Destinations.name(destination, view.service(destination.host()), port).host());
  }

  /** The rule's line, and the policies that fill in what it leaves open. */
  private List<Provenance.Cause> causes(ResolvedVirtualService service, int index, int line) {
    var causes = new ArrayList<Provenance.Cause>();
    causes.add(written(service, index, line));
    var rule = service.spec().http().get(index);
    var settings = settings(rule);
    if (rule.timeout().isEmpty()) {
      settings.timeout().map(Provenance.Cause::of).ifPresent(causes::add);
    }
    if (rule.retries().isEmpty()) {
      settings.retries().map(Provenance.Cause::of).ifPresent(causes::add);
    }
    rule.route().stream()
        .flatMap(target -> settings(target.destination()).sessionPersistence().stream())
        .map(Provenance.Cause::of)
        .filter(cause -> !causes.contains(cause))
        .forEach(causes::add);
    return causes;
  }

  private static Provenance.Cause written(ResolvedVirtualService service, int index, int line) {
    var elsewhere = service.spec().http().get(index).origin();
    if (elsewhere.isPresent()) {
      var author = elsewhere.get().author().orElse(service.object().author());
      return new Provenance.Cause(author, elsewhere.get().source(), line);
    }
    ObjectKey owner = service.httpOwners().get(index);
    var source = owner.equals(service.key()) ? service.object().origin().source() : "";
    return new Provenance.Cause(owner, source, line);
  }
}

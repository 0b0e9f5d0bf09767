// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.route;

import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.envoyproxy.envoy.config.route.v3.WeightedCluster;
import io.envoyproxy.envoy.type.matcher.v3.RegexMatchAndSubstitute;
import io.lateen.api.networking.HttpRewrite;
import io.lateen.mesh.routing.RouteSemantics;
import io.lateen.translate.envoy.EnvoyNames;
import io.lateen.translate.envoy.ProtoValues;
import io.lateen.translate.servicepolicy.Sessions;
import java.util.regex.Pattern;

/** Where a rule sends its requests (Istio: core/route/route.go applyHTTPRouteDestination). */
final class RuleAction {

  /** Characters that mean something in patterns. */
  private static final Pattern SPECIAL = Pattern.compile("[\\\\.+*?()|\\[\\]{}^$]");

  private final RoutePlan.OfRule plan;
  private final String authority;

  /**
   * @param headerAuthority new host that the rule's header changes ask for; may be empty
   */
  RuleAction(RoutePlan.OfRule plan, String headerAuthority) {
    this.plan = plan;
    var rewritten = plan.rule().rewrite().map(HttpRewrite::authority).orElse("");
    this.authority = rewritten.isEmpty() ? headerAuthority : rewritten;
  }

  void addTo(Route.Builder route) {
    var action = RouteAction.newBuilder();
    var limit = plan.rule().timeout().or(plan.defaults()::timeout);
    RouteTimeouts.limit(action, limit.map(ProtoValues::duration));
    if (!authority.isEmpty()) {
      action.setHostRewriteLiteral(authority);
    }
    if (plan.semantics() == RouteSemantics.GATEWAY_API) {
      action.setClusterNotFoundResponseCode(
          RouteAction.ClusterNotFoundResponseCode.INTERNAL_SERVER_ERROR);
    }
    plan.rule()
        .rewrite()
        .ifPresent(
            rewrite -> rewritePath(action, route.getMatch().getPathSeparatedPrefix(), rewrite));
    for (var mirror : plan.mirrors()) {
      action.addRequestMirrorPolicies(
          RouteAction.RequestMirrorPolicy.newBuilder()
              .setCluster(mirror.cluster())
              .setRuntimeFraction(Fractions.runtime(mirror.percentage()))
              .setTraceSampled(ProtoValues.bool(false)));
    }
    boolean single = plan.rule().route().size() == 1;
    if (single) {
      addSingle(route, action, plan.destinations().getFirst());
    } else {
      action.setWeightedClusters(weighted());
    }
    for (var destination : plan.destinations()) {
      destination.hash().ifPresent(hash -> action.addHashPolicy(HashPolicies.of(hash.key())));
    }
    boolean hashed = single && plan.destinations().getFirst().hash().isPresent();
    var retries = plan.rule().retries().or(plan.defaults()::retries);
    Retries.of(retries, hashed).ifPresent(action::setRetryPolicy);
    route.setRoute(action);
  }

  private void rewritePath(RouteAction.Builder action, String matchedPrefix, HttpRewrite rewrite) {
    if (rewrite.uriRegexRewrite().isPresent()) {
      var regex = rewrite.uriRegexRewrite().get();
      action.setRegexRewrite(
          RegexMatchAndSubstitute.newBuilder()
              .setPattern(StringMatchers.regex(regex.match()))
              .setSubstitution(regex.rewrite()));
    } else if (plan.semantics() == RouteSemantics.GATEWAY_API && rewrite.uri().equals("/")) {
      action.setRegexRewrite(
          RegexMatchAndSubstitute.newBuilder()
              .setPattern(StringMatchers.regex("^" + quoted(matchedPrefix) + "(/?)(.*)"))
              .setSubstitution("/\\2"));
    } else if (!rewrite.uri().isEmpty()) {
      action.setPrefixRewrite(rewrite.uri());
    }
  }

  /** A text as a pattern that matches it alone (Go, package regexp, QuoteMeta). */
  private static String quoted(String text) {
    return SPECIAL.matcher(text).replaceAll("\\\\$0");
  }

  /** The only target's header changes follow the rule's, so that they win. */
  private void addSingle(Route.Builder route, RouteAction.Builder action, RoutePlan.Target only) {
    action.setCluster(only.cluster());
    only.session()
        .map(Sessions::ofRoute)
        .ifPresent(session -> route.putTypedPerFilterConfig(EnvoyNames.STATEFUL_SESSION, session));
    var edits = HeaderEdits.of(only.headers());
    route
        .addAllRequestHeadersToAdd(edits.requestAdd())
        .addAllRequestHeadersToRemove(edits.requestRemove())
        .addAllResponseHeadersToAdd(edits.responseAdd())
        .addAllResponseHeadersToRemove(edits.responseRemove());
    if (!edits.authority().isEmpty() && authority.isEmpty()) {
      action.setHostRewriteLiteral(edits.authority());
    }
  }

  private WeightedCluster weighted() {
    var clusters = WeightedCluster.newBuilder();
    for (var destination : plan.destinations()) {
      var edits = HeaderEdits.of(destination.headers());
      var share =
          WeightedCluster.ClusterWeight.newBuilder()
              .setName(destination.cluster())
              .setWeight(ProtoValues.uint32(destination.weight()))
              .addAllRequestHeadersToAdd(edits.requestAdd())
              .addAllRequestHeadersToRemove(edits.requestRemove())
              .addAllResponseHeadersToAdd(edits.responseAdd())
              .addAllResponseHeadersToRemove(edits.responseRemove());
      if (!edits.authority().isEmpty()) {
        share.setHostRewriteLiteral(edits.authority());
      }
      destination
          .session()
          .map(Sessions::ofRoute)
          .ifPresent(
              session -> share.putTypedPerFilterConfig(EnvoyNames.STATEFUL_SESSION, session));
      clusters.addClusters(share);
    }
    return clusters.build();
  }
}

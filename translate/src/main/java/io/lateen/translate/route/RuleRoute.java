// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.route;

import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.config.route.v3.Decorator;
import io.envoyproxy.envoy.config.route.v3.DirectResponseAction;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.lateen.api.networking.DirectResponse;
import io.lateen.api.networking.HttpMatch;
import io.lateen.api.networking.ResponseBody;
import io.lateen.translate.envoy.ConfigMetadata;
import io.lateen.translate.envoy.EnvoyNames;
import java.util.Base64;

/**
 * One condition of a VirtualService's rule as an Envoy route (Istio: core/route/route.go
 * TranslateRoute).
 */
final class RuleRoute {

  private final RoutePlan.OfRule plan;

  RuleRoute(RoutePlan.OfRule plan) {
    this.plan = plan;
  }

  Route route() {
    var rule = plan.rule();
    var route =
        Route.newBuilder()
            .setName(name())
            .setMatch(RouteMatches.of(plan.match(), plan.semantics().endPrefixesAtSlashes()))
            .setMetadata(ConfigMetadata.of(plan.config()))
            .setStatPrefix(plan.match().map(HttpMatch::statPrefix).orElse(""));
    var edits = HeaderEdits.of(rule.headers());
    route
        .addAllRequestHeadersToAdd(edits.requestAdd())
        .addAllRequestHeadersToRemove(edits.requestRemove())
        .addAllResponseHeadersToAdd(edits.responseAdd())
        .addAllResponseHeadersToRemove(edits.responseRemove());
    if (rule.redirect().isPresent()) {
      route.setRedirect(Redirects.of(rule.redirect().get(), plan.port(), plan.tls()));
    } else if (rule.directResponse().isPresent()) {
      route.setDirectResponse(answer(rule.directResponse().get()));
    } else {
      new RuleAction(plan, edits.authority()).addTo(route);
    }
    addFilters(route);
    return route.setDecorator(Decorator.newBuilder().setOperation(operation(route))).build();
  }

  private String name() {
    var matchName = plan.match().map(HttpMatch::name).orElse("");
    return matchName.isEmpty() ? plan.rule().name() : plan.rule().name() + "." + matchName;
  }

  private void addFilters(Route.Builder route) {
    plan.rule()
        .fault()
        .flatMap(RouteFilters::fault)
        .ifPresent(fault -> route.putTypedPerFilterConfig(EnvoyNames.FAULT, fault));
    plan.rule()
        .corsPolicy()
        .ifPresent(cors -> route.putTypedPerFilterConfig(EnvoyNames.CORS, RouteFilters.cors(cors)));
    if (plan.destinations().stream().anyMatch(RoutePlan.Target::originatesTls)) {
      route.putTypedPerFilterConfig(EnvoyNames.HTTP_SET_FILTER_STATE, RouteFilters.off());
    }
  }

  private static DirectResponseAction answer(DirectResponse response) {
    var action = DirectResponseAction.newBuilder().setStatus(response.status());
    response
        .body()
        .ifPresent(
            body -> {
              switch (body) {
                case ResponseBody.Text(var text) ->
                    action.setBody(DataSource.newBuilder().setInlineString(text));
                case ResponseBody.Binary(var base64) ->
                    action.setBody(
                        DataSource.newBuilder()
                            .setInlineBytes(
                                com.google.protobuf.ByteString.copyFrom(
                                    Base64.getDecoder().decode(base64))));
              }
            });
    return action.build();
  }

  /** Host and port of the only target, else the VirtualService, and the path's condition. */
  private String operation(Route.Builder route) {
    var match = route.getMatch();
    var path =
        switch (match.getPathSpecifierCase()) {
          case PREFIX -> match.getPrefix() + "*";
          case PATH -> match.getPath();
          case SAFE_REGEX -> match.getSafeRegex().getRegex();
          default -> "/*";
        };
    if (route.hasRoute() && route.getRoute().hasCluster()) {
      var parts = route.getRoute().getCluster().split("\\|", -1);
      if (parts.length == 4) {
        return parts[3] + ":" + parts[1] + path;
      }
    }
    return plan.virtualService() + ":" + plan.port() + path;
  }
}

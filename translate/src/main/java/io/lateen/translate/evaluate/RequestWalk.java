// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.evaluate;

import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.lateen.translate.ResourceTypes;
import io.lateen.translate.evaluate.Step.Place;
import io.lateen.translate.evaluate.Step.What;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The way of a request from the connection manager to its cluster. */
final class RequestWalk {

  /** Routes named as not taken; a user reads no more. */
  private static final int MAX_REASONS = 5;

  private final EnvoyConfig config;
  private final Call call;
  private final AnswerBuilder answer;

  RequestWalk(EnvoyConfig config, Call call, AnswerBuilder answer) {
    this.config = config;
    this.call = call;
    this.answer = answer;
  }

  /**
   * @param chain the filter chain, where routes are that the listener holds itself
   */
  void run(HttpConnectionManager manager, RequestView request, Place chain) {
    if (!manager.hasRds()) {
      take(manager, manager.getRouteConfig(), request, chain, false);
      return;
    }
    var name = manager.getRds().getRouteConfigName();
    var place = new Place(ResourceTypes.ROUTE, name, "", "");
    var routes = config.routes().get(name);
    if (routes == null) {
      answer.routeConfig(name, place, "the filter chain asks for it");
      answer.fail(Failure.NO_VIRTUAL_HOST, What.ROUTE_CONFIG, place, "it does not exist");
      return;
    }
    answer.routeConfig(name, place, "the filter chain asks for it");
    take(manager, routes, request, place, true);
  }

  private void take(
      HttpConnectionManager manager,
      RouteConfiguration routes,
      RequestView request,
      Place place,
      boolean fetched) {
    var found = HostLookup.find(routes, request.host());
    if (found.isEmpty()) {
      var why = "no virtual host has the domain \"" + request.host() + "\"";
      answer.fail(Failure.NO_VIRTUAL_HOST, What.VIRTUAL_HOST, place, why);
      return;
    }
    var host = found.get().host();
    var here = fetched ? part(place, host.getName(), "") : place;
    answer.virtualHost(
        host.getName(),
        here,
        "domain " + found.get().domain() + " fits the host \"" + request.host() + "\"");
    if (!request.secure() && host.getRequireTls() == VirtualHost.TlsRequirementType.ALL) {
      answer.fail(
          Failure.TLS_REDIRECT, What.VIRTUAL_HOST, here, "answers 301 to https: plain HTTP");
      return;
    }
    route(manager, routes, host, request, here);
  }

  private static Place part(Place place, String part, String configPath) {
    return new Place(place.type(), place.resource(), part, configPath);
  }

  private void route(
      HttpConnectionManager manager,
      RouteConfiguration routes,
      VirtualHost host,
      RequestView request,
      Place here) {
    var refused = new ArrayList<String>();
    for (int i = 0; i < host.getRoutesCount(); i++) {
      var route = host.getRoutes(i);
      var unmet = RouteConditions.unmet(route.getMatch(), request);
      if (unmet.isEmpty()) {
        var part = here.part().isEmpty() ? "" : here.part() + "#" + i;
        var at = here.type().equals(ResourceTypes.ROUTE) ? part : here.part();
        var place = part(here, at, ConfigPaths.of(route.getMetadata()));
        answer.route(route.getName(), place, why(route, i, refused));
        new PolicyLookup(answer, access(request)).http(manager, routes, host, route, here);
        act(route, request, place);
        return;
      }
      refused.add("#" + i + " (" + unmet.get() + ")");
    }
    answer.fail(Failure.NO_ROUTE, What.ROUTE, here, "none of its routes fits" + reasons(refused));
  }

  private AccessRules access(RequestView request) {
    boolean proven = request.secure() && call.security().tls() == Call.Tls.MTLS;
    return new AccessRules(call, Optional.of(request), proven);
  }

  private static String why(Route route, int index, List<String> refused) {
    return "#" + index + ", " + PathMatch.describe(route.getMatch()) + reasons(refused);
  }

  private static String reasons(List<String> refused) {
    if (refused.isEmpty()) {
      return "";
    }
    var shown = refused.subList(0, Math.min(MAX_REASONS, refused.size()));
    int rest = refused.size() - shown.size();
    return "; not " + String.join(", ", shown) + (rest > 0 ? " and " + rest + " more" : "");
  }

  private void act(Route route, RequestView request, Place place) {
    switch (route.getActionCase()) {
      case ROUTE -> new ClusterChoice(config, call, answer).take(route.getRoute(), request, place);
      case REDIRECT ->
          answer.step(
              What.ROUTE,
              route.getName(),
              place,
              "answers with a redirection, nothing is forwarded");
      case DIRECT_RESPONSE ->
          answer.step(
              What.ROUTE,
              route.getName(),
              place,
              "answers " + route.getDirectResponse().getStatus() + " itself");
      case FILTER_ACTION, NON_FORWARDING_ACTION, ACTION_NOT_SET ->
          answer.step(What.ROUTE, route.getName(), place, "forwards nothing");
    }
  }
}

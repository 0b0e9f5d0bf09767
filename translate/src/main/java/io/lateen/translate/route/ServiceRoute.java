// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.route;

import io.envoyproxy.envoy.config.route.v3.Decorator;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.lateen.translate.envoy.EnvoyNames;
import io.lateen.translate.envoy.ProtoValues;
import io.lateen.translate.name.IstioNames;
import io.lateen.translate.servicepolicy.Sessions;

/** The only route of a service without a VirtualService. */
final class ServiceRoute {

  private ServiceRoute() {}

  static Route of(RoutePlan.ToService plan) {
    var action = RouteAction.newBuilder().setCluster(plan.cluster());
    RouteTimeouts.limit(action, plan.defaults().timeout().map(ProtoValues::duration));
    plan.hash().ifPresent(hash -> action.addHashPolicy(HashPolicies.of(hash.key())));
    Retries.of(plan.defaults().retries(), false).ifPresent(action::setRetryPolicy);
    var route =
        Route.newBuilder()
            .setName(IstioNames.DEFAULT_ROUTE)
            .setMatch(RouteMatches.all())
            .setDecorator(Decorator.newBuilder().setOperation(plan.operation()))
            .setRoute(action);
    plan.session()
        .map(Sessions::ofRoute)
        .ifPresent(session -> route.putTypedPerFilterConfig(EnvoyNames.STATEFUL_SESSION, session));
    return route.build();
  }
}

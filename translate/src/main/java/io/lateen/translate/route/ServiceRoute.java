// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.route;

import io.envoyproxy.envoy.config.route.v3.Decorator;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.lateen.translate.name.IstioNames;

/** The only route of a service without a VirtualService. */
final class ServiceRoute {

  private ServiceRoute() {}

  static Route of(RoutePlan.ToService plan) {
    var action =
        RouteAction.newBuilder()
            .setCluster(plan.cluster())
            .setTimeout(RouteTimeouts.NONE)
            .setMaxStreamDuration(RouteTimeouts.callerDecides());
    plan.hash().ifPresent(hash -> action.addHashPolicy(HashPolicies.of(hash.key())));
    Retries.of(plan.meshRetry(), false).ifPresent(action::setRetryPolicy);
    return Route.newBuilder()
        .setName(IstioNames.DEFAULT_ROUTE)
        .setMatch(RouteMatches.all())
        .setDecorator(Decorator.newBuilder().setOperation(plan.operation()))
        .setRoute(action)
        .build();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.grpc;

import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.lateen.translate.Generator;
import io.lateen.translate.route.RouteConfigGenerator;
import io.lateen.translate.route.RouteHeaders;
import io.lateen.translate.route.VirtualHostPlan;
import java.util.List;

/**
 * Makes the route configurations of clients: the routes that Envoys get, reduced to what gRPC
 * reads. Each is for one service port, so its virtual host takes every name of it.
 */
public final class GrpcRouteGenerator implements Generator<GrpcRouteKey> {

  private static final RouteHeaders NO_HEADERS = new RouteHeaders(false, false);

  @Override
  public RouteConfiguration message(GrpcRouteKey key) {
    var plan = new VirtualHostPlan(key.resourceName(), List.of("*"), key.routes(), false);
    var host = VirtualHost.newBuilder().setName(key.resourceName()).addAllDomains(plan.domains());
    var actions = new ActionReduction(key.missing(), key.fallback());
    for (var route : RouteConfigGenerator.virtualHost(plan, NO_HEADERS).getRoutesList()) {
      var reduced = actions.reduce(route);
      for (var match : MatchReduction.of(route.getMatch())) {
        host.addRoutes(reduced.toBuilder().setMatch(match));
      }
    }
    return RouteConfiguration.newBuilder()
        .setName(key.resourceName())
        .addVirtualHosts(host)
        .build();
  }
}

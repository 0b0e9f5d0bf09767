// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.route;

import io.envoyproxy.envoy.config.route.v3.Decorator;
import io.envoyproxy.envoy.config.route.v3.RetryPolicy;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.lateen.translate.envoy.ProtoValues;
import io.lateen.translate.name.IstioNames;

/**
 * Routes of what arrives at the workload: everything goes to the application (Istio:
 * core/httproute.go buildSidecarInboundHTTPRouteConfig).
 */
public final class InboundRoutes {

  /** Tries after the first one (Istio 1.32: core/route/retry/retry.go). */
  private static final int RETRIES = 2;

  /** The application closed an idle connection and never saw the request. */
  private static final String RETRY_ON = "reset-before-request";

  private static final String VIRTUAL_HOST_PREFIX = "inbound|http|";

  private InboundRoutes() {}

  /**
   * @param cluster where requests go; also the configuration's name
   * @param host service for the name of spans; may be empty
   * @param servicePort names the virtual host; 0 for the catch-all
   * @param retry whether a request that the application never saw is sent again
   */
  public static RouteConfiguration of(String cluster, String host, int servicePort, boolean retry) {
    var action =
        RouteAction.newBuilder()
            .setCluster(cluster)
            .setTimeout(RouteTimeouts.NONE)
            .setMaxStreamDuration(RouteTimeouts.callerDecides());
    if (retry) {
      action.setRetryPolicy(
          RetryPolicy.newBuilder().setRetryOn(RETRY_ON).setNumRetries(ProtoValues.uint32(RETRIES)));
    }
    var route =
        Route.newBuilder()
            .setName(IstioNames.DEFAULT_ROUTE)
            .setMatch(RouteMatch.newBuilder().setPrefix("/"))
            .setDecorator(Decorator.newBuilder().setOperation(host + ":" + servicePort + "/*"))
            .setRoute(action);
    return RouteConfiguration.newBuilder()
        .setName(cluster)
        .setValidateClusters(ProtoValues.bool(false))
        .addVirtualHosts(
            VirtualHost.newBuilder()
                .setName(VIRTUAL_HOST_PREFIX + servicePort)
                .addDomains("*")
                .addRoutes(route))
        .build();
  }
}

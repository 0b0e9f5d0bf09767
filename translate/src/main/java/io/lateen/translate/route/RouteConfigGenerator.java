// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.route;

import io.envoyproxy.envoy.config.route.v3.DirectResponseAction;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.lateen.translate.Generator;
import io.lateen.translate.Provenance;
import io.lateen.translate.envoy.ProtoValues;
import io.lateen.translate.name.IstioNames;
import io.lateen.translate.route.RouteConfigKey.Rest;
import java.util.List;

/** Makes route configurations (Istio: core/httproute.go, core/gateway.go). */
public final class RouteConfigGenerator implements Generator<RouteConfigKey> {

  /** Largest body of a direct response in bytes: what validation accepts (core/route/route.go). */
  private static final int MAX_DIRECT_BODY = 1024 * 1024;

  private static final int BAD_GATEWAY = 502;

  /** RFC 9110 §15.5.20. */
  private static final int MISDIRECTED_REQUEST = 421;

  @Override
  public RouteConfiguration message(RouteConfigKey key) {
    var configuration =
        RouteConfiguration.newBuilder()
            .setName(key.resourceName())
            .setIgnorePortInHostMatching(true)
            .setMaxDirectResponseBodySizeBytes(ProtoValues.uint32(MAX_DIRECT_BODY))
            .setValidateClusters(ProtoValues.bool(false));
    for (var plan : key.virtualHosts()) {
      configuration.addVirtualHosts(virtualHost(plan));
    }
    switch (key.rest()) {
      case Rest.NotFound() -> {}
      case Rest.Misdirected(var name, var domains) ->
          configuration.addVirtualHosts(misdirected(name, domains));
      case Rest.Refuse() -> configuration.addVirtualHosts(refuse());
      case Rest.Pass(var cluster) ->
          configuration.addVirtualHosts(pass(IstioNames.ALLOW_ANY, cluster));
      case Rest.Resolve() ->
          configuration.addVirtualHosts(
              pass(IstioNames.ALLOW_ANY_DYNAMIC, IstioNames.ALLOW_ANY_DYNAMIC_CLUSTER));
    }
    return configuration.build();
  }

  /** Routes of a listener for hosts that nobody declared and that the proxy resolves. */
  public static RouteConfiguration resolvingAny() {
    return new RouteConfigGenerator()
        .message(
            new RouteConfigKey(
                IstioNames.ALLOW_ANY_DYNAMIC, List.of(), new Rest.Resolve(), Provenance.BUILT_IN));
  }

  private static VirtualHost virtualHost(VirtualHostPlan plan) {
    var host =
        VirtualHost.newBuilder()
            .setName(plan.name())
            .addAllDomains(plan.domains())
            .setIncludeRequestAttemptCount(!plan.routes().isEmpty() || plan.requireTls());
    if (plan.requireTls()) {
      host.setRequireTls(VirtualHost.TlsRequirementType.ALL);
    }
    for (var route : plan.routes()) {
      host.addRoutes(
          switch (route) {
            case RoutePlan.ToService toService -> ServiceRoute.of(toService);
            case RoutePlan.OfRule ofRule -> new RuleRoute(ofRule).route();
          });
    }
    return host.build();
  }

  private static VirtualHost misdirected(String name, List<String> domains) {
    return VirtualHost.newBuilder()
        .setName(name)
        .addAllDomains(domains)
        .setIncludeRequestAttemptCount(true)
        .addRoutes(
            Route.newBuilder()
                .setName(name)
                .setMatch(RouteMatch.newBuilder().setPrefix("/"))
                .setDirectResponse(
                    DirectResponseAction.newBuilder().setStatus(MISDIRECTED_REQUEST)))
        .build();
  }

  private static VirtualHost refuse() {
    return catchAll(
        IstioNames.BLOCK_ALL,
        Route.newBuilder()
            .setDirectResponse(DirectResponseAction.newBuilder().setStatus(BAD_GATEWAY)));
  }

  private static VirtualHost pass(String name, String cluster) {
    return catchAll(
        name,
        Route.newBuilder()
            .setRoute(
                RouteAction.newBuilder()
                    .setCluster(cluster)
                    .setTimeout(RouteTimeouts.NONE)
                    .setMaxStreamDuration(RouteTimeouts.callerDecides())));
  }

  private static VirtualHost catchAll(String name, Route.Builder route) {
    return VirtualHost.newBuilder()
        .setName(name)
        .addDomains("*")
        .setIncludeRequestAttemptCount(true)
        .addRoutes(route.setName(name).setMatch(RouteMatch.newBuilder().setPrefix("/")))
        .build();
  }
}

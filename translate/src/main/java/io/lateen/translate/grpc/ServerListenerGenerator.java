// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.grpc;

import io.envoyproxy.envoy.config.core.v3.TrafficDirection;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.NonForwardingAction;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.envoyproxy.envoy.extensions.filters.http.rbac.v3.RBAC;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.lateen.translate.Generator;
import io.lateen.translate.envoy.Packed;
import io.lateen.translate.envoy.ProtoValues;

/** Makes the listeners of servers (gRFC A36; Istio: grpcgen/lds.go buildInboundListeners). */
public final class ServerListenerGenerator implements Generator<ServerListenerKey> {

  private static final String MANAGER = "envoy.filters.network.http_connection_manager";
  private static final String RULES = "envoy.filters.http.rbac";
  private static final String INBOUND = "inbound";

  private static final RouteConfiguration ALL_CALLS =
      RouteConfiguration.newBuilder()
          .setName(INBOUND)
          .addVirtualHosts(
              VirtualHost.newBuilder()
                  .setName(INBOUND)
                  .addDomains("*")
                  .addRoutes(
                      Route.newBuilder()
                          .setMatch(
                              RouteMatch.newBuilder()
                                  .setPrefix("/")
                                  .setCaseSensitive(ProtoValues.bool(true)))
                          .setNonForwardingAction(NonForwardingAction.getDefaultInstance())))
          .build();

  @Override
  public Listener message(ServerListenerKey key) {
    var manager =
        HttpConnectionManager.newBuilder().setStatPrefix(INBOUND).setRouteConfig(ALL_CALLS);
    var rules = ServerRules.of(key.authorization()).rules();
    for (int i = 0; i < rules.size(); i++) {
      var filter = RBAC.newBuilder().setRules(rules.get(i)).build();
      manager.addHttpFilters(ApiListenerGenerator.filter(RULES + "." + i, filter));
    }
    manager.addHttpFilters(ApiListenerGenerator.ROUTER);
    var chain =
        FilterChain.newBuilder()
            .setName(INBOUND)
            .addFilters(
                Filter.newBuilder().setName(MANAGER).setTypedConfig(Packed.any(manager.build())));
    if (key.mtls()) {
      chain.setTransportSocket(GrpcTls.downstream());
    }
    return Listener.newBuilder()
        .setName(key.resourceName())
        .setAddress(ProtoValues.address(key.address(), key.port()))
        .setTrafficDirection(TrafficDirection.INBOUND)
        .addFilterChains(chain)
        .build();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.gateway;

import io.envoyproxy.envoy.config.core.v3.TrafficDirection;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.lateen.api.meshconfig.ConnectionSettings;
import io.lateen.translate.Generator;
import io.lateen.translate.accesslog.AccessLogs;
import io.lateen.translate.envoy.ProtoValues;
import io.lateen.translate.gateway.GatewayListenerKey.Chain;
import io.lateen.translate.gateway.GatewayListenerKey.Target;
import io.lateen.translate.http.ConnectionManagers;
import io.lateen.translate.listener.Inspectors;
import io.lateen.translate.listener.TcpProxies;
import io.lateen.translate.name.EnvoyClusterName;
import io.lateen.translate.tls.DownstreamTls;
import java.time.Duration;
import java.util.OptionalInt;

/** Makes the listeners of gateways (Istio: core/gateway.go, core/listener.go). */
public final class GatewayListenerGenerator implements Generator<GatewayListenerKey> {

  /** Slow handshakes are cut (Istio: core/listener.go gatewayTransportSocketConnectTimeout). */
  private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(15);

  @Override
  public Listener message(GatewayListenerKey key) {
    var listener =
        Listener.newBuilder()
            .setName(key.resourceName())
            .setAddress(ProtoValues.address(key.bind(), key.port()))
            .setTrafficDirection(TrafficDirection.OUTBOUND)
            .setMaxConnectionsToAcceptPerSocketEvent(ProtoValues.uint32(1));
    key.http()
        .connections()
        .map(ConnectionSettings::listenerBufferBytes)
        .filter(OptionalInt::isPresent)
        .map(bytes -> ProtoValues.uint32(bytes.getAsInt()))
        .ifPresent(listener::setPerConnectionBufferLimitBytes);
    if (key.topology().proxyProtocol()) {
      listener.addListenerFilters(Inspectors.PROXY_PROTOCOL);
    }
    if (key.byName()) {
      listener.addListenerFilters(Inspectors.TLS);
    }
    key.chains().forEach(chain -> listener.addFilterChains(chain(chain, key)));
    return listener.build();
  }

  private static FilterChain chain(Chain planned, GatewayListenerKey key) {
    var chain =
        FilterChain.newBuilder()
            .setTransportSocketConnectTimeout(ProtoValues.duration(HANDSHAKE_TIMEOUT));
    if (!planned.match().matchesAll()) {
      chain.setFilterChainMatch(planned.match().message());
    }
    planned.tls().map(DownstreamTls::terminate).ifPresent(chain::setTransportSocket);
    if (planned.target() instanceof Target.Tcp) {
      chain.addAllFilters(key.access().tcp());
    }
    return chain.addFilters(filter(planned.target(), key)).build();
  }

  private static Filter filter(Target target, GatewayListenerKey key) {
    return switch (target) {
      case Target.Http http -> {
        var own = EnvoyClusterName.statPrefix("outbound_" + key.resourceName());
        yield ConnectionManagers.gateway(
            http.statPrefix().isEmpty() ? own : http.statPrefix(),
            http.routeName(),
            key.http(),
            key.access(),
            key.topology(),
            http.grpcWeb());
      }
      case Target.Tcp(var tcp) -> TcpProxies.filter(tcp, AccessLogs.outboundTcp());
    };
  }
}

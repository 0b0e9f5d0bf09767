// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.listener;

import io.envoyproxy.envoy.config.core.v3.TrafficDirection;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.FilterChainMatch;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.lateen.translate.Generator;
import io.lateen.translate.accesslog.AccessLogs;
import io.lateen.translate.envoy.ProtoValues;
import io.lateen.translate.http.ConnectionManagers;
import io.lateen.translate.name.EnvoyClusterName;
import io.lateen.translate.name.IstioNames;
import io.lateen.translate.route.RouteConfigGenerator;

/**
 * Makes the listener that takes all redirected outbound connections and hands each to the listener
 * of its original destination (Istio: core/listener_builder.go buildVirtualOutboundListener).
 */
public final class VirtualOutboundGenerator implements Generator<VirtualOutboundKey> {

  @Override
  public Listener message(VirtualOutboundKey key) {
    var listener =
        Listener.newBuilder()
            .setName(key.resourceName())
            .setAddress(ProtoValues.address(key.addresses().getFirst(), key.port()))
            .addAllAdditionalAddresses(ListenerAddresses.additional(key.addresses(), key.port()));
    if (key.transparent()) {
      listener.setTransparent(ProtoValues.bool(true));
    }
    if (key.anyHost().isPresent()) {
      listener.addListenerFilters(Inspectors.HTTP);
    }
    listener
        .setUseOriginalDst(ProtoValues.bool(true))
        .setTrafficDirection(TrafficDirection.OUTBOUND)
        .setMaxConnectionsToAcceptPerSocketEvent(
            ProtoValues.uint32(OutboundListenerGenerator.ACCEPTS_PER_EVENT))
        .addFilterChains(blackHole(key.port()));
    key.anyHost().map(VirtualOutboundGenerator::requests).ifPresent(listener::addFilterChains);
    return listener.addFilterChains(catchAll(key.egressCluster())).build();
  }

  private static FilterChain requests(VirtualOutboundKey.AnyHost any) {
    var statPrefix =
        EnvoyClusterName.statPrefix(
            "outbound_" + IstioNames.VIRTUAL_OUTBOUND + "_" + IstioNames.ALLOW_ANY_DYNAMIC);
    return FilterChain.newBuilder()
        .setName(IstioNames.VIRTUAL_OUTBOUND_CATCHALL_HTTP)
        .setFilterChainMatch(
            FilterChainMatch.newBuilder()
                .addAllApplicationProtocols(IstioNames.ALPN_PLAINTEXT_HTTP))
        .addFilters(
            ConnectionManagers.outbound(
                statPrefix,
                RouteConfigGenerator.resolvingAny(any.headers()),
                any.settings(),
                any.cache()))
        .build();
  }

  /** A connection to the listener's own port would come back to it for ever. */
  private static FilterChain blackHole(int port) {
    return FilterChain.newBuilder()
        .setName(IstioNames.VIRTUAL_OUTBOUND_BLACKHOLE)
        .setFilterChainMatch(
            FilterChainMatch.newBuilder().setDestinationPort(ProtoValues.uint32(port)))
        .addFilters(TcpProxies.blackHole())
        .build();
  }

  private static FilterChain catchAll(String cluster) {
    return FilterChain.newBuilder()
        .setName(IstioNames.VIRTUAL_OUTBOUND_CATCHALL_TCP)
        .addFilters(TcpProxies.filter(TcpTarget.to(cluster), AccessLogs.outboundTcp()))
        .build();
  }
}

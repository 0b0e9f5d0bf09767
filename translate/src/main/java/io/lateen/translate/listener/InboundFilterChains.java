// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.listener;

import io.envoyproxy.envoy.config.core.v3.TransportSocket;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.FilterChainMatch;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.lateen.mesh.service.Protocol;
import io.lateen.translate.accesslog.AccessLogs;
import io.lateen.translate.envoy.ConfigMetadata;
import io.lateen.translate.envoy.ProtoValues;
import io.lateen.translate.http.ConnectionManagers;
import io.lateen.translate.listener.InboundAlternatives.Alternative;
import io.lateen.translate.name.EnvoyClusterName;
import io.lateen.translate.name.IstioNames;
import io.lateen.translate.route.InboundRoutes;
import io.lateen.translate.tls.DownstreamTls;
import java.util.List;

/** The filter chains of one inbound port, one for each kind of connection that may arrive. */
final class InboundFilterChains {

  private final InboundChain planned;
  private final InboundListenerKey key;

  InboundFilterChains(InboundChain planned, InboundListenerKey key) {
    this.planned = planned;
    this.key = key;
  }

  void addTo(Listener.Builder listener) {
    var kinds =
        planned.ownTls().isPresent()
            ? InboundAlternatives.ofOwnTls(planned.protocol())
            : InboundAlternatives.of(planned.mode(), planned.protocol());
    for (var kind : kinds) {
      listener.addFilterChains(chain(kind));
    }
  }

  private FilterChain chain(Alternative kind) {
    var chain =
        FilterChain.newBuilder()
            .setName(name(kind.http()))
            .setFilterChainMatch(match(kind))
            .addAllFilters(kind.http() ? List.of() : key.access().tcp())
            .addFilters(kind.http() ? http() : tcp());
    if (kind.mutual()) {
      chain.setTransportSocket(
          planned.ownTls().map(DownstreamTls::terminate).orElseGet(() -> mutual(kind.http())));
    }
    if (!planned.config().isEmpty()) {
      chain.setMetadata(ConfigMetadata.of(planned.config()));
    }
    return chain.build();
  }

  private FilterChainMatch match(Alternative kind) {
    var match =
        FilterChainMatch.newBuilder()
            .addAllApplicationProtocols(kind.alpn())
            .setTransportProtocol(kind.transport());
    if (planned.targetPort() > 0) {
      match.setDestinationPort(ProtoValues.uint32(planned.targetPort()));
    }
    return match.build();
  }

  private TransportSocket mutual(boolean http) {
    return DownstreamTls.mutual(
        key.mutual(), http ? IstioNames.ALPN_HTTP : IstioNames.ALPN_DOWNSTREAM_TCP);
  }

  private Filter http() {
    return ConnectionManagers.inbound(
        EnvoyClusterName.statPrefix(
            planned.passthrough() ? planned.cluster() : "inbound_" + portName()),
        InboundRoutes.of(
            planned.cluster(), planned.operationHost(), planned.servicePort(), mayRetry()),
        key.http(),
        key.access(),
        planned.rateLimit(),
        planned.service(),
        planned.protocol().isHttp2());
  }

  /** The condition that inbound retries wait for never settles on a gRPC stream. */
  private boolean mayRetry() {
    return planned.protocol() != Protocol.GRPC && planned.protocol() != Protocol.GRPC_WEB;
  }

  private Filter tcp() {
    return TcpProxies.filter(
        TcpTarget.to(planned.cluster()), AccessLogs.inboundTcp(planned.service()));
  }

  private String name(boolean http) {
    if (planned.passthrough()) {
      return http ? IstioNames.VIRTUAL_INBOUND_CATCHALL_HTTP : IstioNames.VIRTUAL_INBOUND;
    }
    return portName();
  }

  private String portName() {
    return ListenerNames.of(planned.bind(), planned.targetPort());
  }
}

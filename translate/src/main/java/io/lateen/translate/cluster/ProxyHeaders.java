// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.cluster;

import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.ProxyProtocolConfig;
import io.envoyproxy.envoy.config.core.v3.TransportSocket;
import io.envoyproxy.envoy.extensions.transport_sockets.proxy_protocol.v3.ProxyProtocolUpstreamTransport;
import io.lateen.api.networking.ProxyProtocolVersion;
import io.lateen.translate.envoy.EnvoyNames;
import io.lateen.translate.envoy.Packed;
import io.lateen.translate.tls.UpstreamTls;

/**
 * Lets a cluster tell its servers who called, with a header of the PROXY protocol before everything
 * else (Istio: core/cluster_traffic_policy.go applyUpstreamProxyProtocol).
 */
final class ProxyHeaders {

  private ProxyHeaders() {}

  /** Puts the header before every transport socket that the cluster has. */
  static void announce(Cluster.Builder cluster, ProxyProtocolVersion version) {
    for (var match : cluster.getTransportSocketMatchesBuilderList()) {
      match.setTransportSocket(before(match.getTransportSocket(), version));
    }
    if (cluster.hasTransportSocket()) {
      cluster.setTransportSocket(before(cluster.getTransportSocket(), version));
    } else if (cluster.getTransportSocketMatchesCount() == 0) {
      cluster.setTransportSocket(before(UpstreamTls.plaintext(), version));
    }
  }

  private static TransportSocket before(TransportSocket inner, ProxyProtocolVersion version) {
    var config =
        ProxyProtocolConfig.newBuilder()
            .setVersion(
                version == ProxyProtocolVersion.V1
                    ? ProxyProtocolConfig.Version.V1
                    : ProxyProtocolConfig.Version.V2);
    return TransportSocket.newBuilder()
        .setName(EnvoyNames.PROXY_PROTOCOL_SOCKET)
        .setTypedConfig(
            Packed.any(
                ProxyProtocolUpstreamTransport.newBuilder()
                    .setConfig(config)
                    .setTransportSocket(inner)
                    .build()))
        .build();
  }
}

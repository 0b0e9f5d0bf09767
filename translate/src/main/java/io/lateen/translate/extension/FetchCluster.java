// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.extension;

import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.CustomClusterType;
import io.envoyproxy.envoy.config.core.v3.TransportSocket;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.endpoint.v3.Endpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LbEndpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LocalityLbEndpoints;
import io.envoyproxy.envoy.extensions.clusters.dns.v3.DnsCluster;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CertificateValidationContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CommonTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.SubjectAltNameMatcher;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import io.lateen.translate.envoy.EnvoyNames;
import io.lateen.translate.envoy.Packed;
import io.lateen.translate.envoy.ProtoValues;
import io.lateen.translate.tls.SdsSecrets;
import java.time.Duration;

/** The cluster of a server that modules are fetched from, outside of the mesh. */
final class FetchCluster {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /** The roots of the operating system, from the agent (Istio: pkg/security/security.go). */
  private static final String PUBLIC_ROOTS = "file-root:system";

  private FetchCluster() {}

  /** Named {@code wasm-fetch|HOST|PORT}; its certificate must be for the host, by a public CA. */
  static Cluster of(String host, int port, boolean encrypted) {
    var name = "wasm-fetch|" + host + "|" + port;
    var endpoint =
        LbEndpoint.newBuilder()
            .setEndpoint(Endpoint.newBuilder().setAddress(ProtoValues.address(host, port)));
    var cluster =
        Cluster.newBuilder()
            .setName(name)
            .setConnectTimeout(ProtoValues.duration(CONNECT_TIMEOUT))
            .setClusterType(
                CustomClusterType.newBuilder()
                    .setName(EnvoyNames.DNS_CLUSTER)
                    .setTypedConfig(
                        Packed.any(DnsCluster.newBuilder().setRespectDnsTtl(true).build())))
            .setLoadAssignment(
                ClusterLoadAssignment.newBuilder()
                    .setClusterName(name)
                    .addEndpoints(LocalityLbEndpoints.newBuilder().addLbEndpoints(endpoint)));
    if (encrypted) {
      cluster.setTransportSocket(
          TransportSocket.newBuilder()
              .setName(EnvoyNames.TLS_SOCKET)
              .setTypedConfig(Packed.any(tls(host))));
    }
    return cluster.build();
  }

  private static UpstreamTlsContext tls(String host) {
    var names =
        CertificateValidationContext.newBuilder()
            .addMatchTypedSubjectAltNames(
                SubjectAltNameMatcher.newBuilder()
                    .setSanType(SubjectAltNameMatcher.SanType.DNS)
                    .setMatcher(StringMatcher.newBuilder().setExact(host)));
    var validation =
        CommonTlsContext.CombinedCertificateValidationContext.newBuilder()
            .setDefaultValidationContext(names)
            .setValidationContextSdsSecretConfig(SdsSecrets.named(PUBLIC_ROOTS));
    return UpstreamTlsContext.newBuilder()
        .setSni(host)
        .setCommonTlsContext(CommonTlsContext.newBuilder().setCombinedValidationContext(validation))
        .build();
  }
}

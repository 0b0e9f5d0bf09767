// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.tls;

import io.envoyproxy.envoy.config.core.v3.TransportSocket;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CommonTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.TlsParameters;
import io.lateen.api.networking.TlsVersion;
import io.lateen.translate.envoy.EnvoyNames;
import io.lateen.translate.envoy.Packed;
import io.lateen.translate.envoy.ProtoValues;
import java.util.List;

/** Transport sockets of listeners that accept mutual TLS from other workloads of the mesh. */
public final class DownstreamTls {

  /** Suites for TLS 1.2 (Istio: pilot/pkg/security/model/authentication.go SupportedCiphers). */
  private static final List<String> CIPHER_SUITES =
      List.of(
          "ECDHE-ECDSA-AES256-GCM-SHA384",
          "ECDHE-RSA-AES256-GCM-SHA384",
          "ECDHE-ECDSA-AES128-GCM-SHA256",
          "ECDHE-RSA-AES128-GCM-SHA256",
          "AES256-GCM-SHA384",
          "AES128-GCM-SHA256");

  private DownstreamTls() {}

  /**
   * Mutual TLS with the workload's certificate; clients must be of one of the trust domains.
   *
   * @param settings who may connect
   * @param alpn protocols offered, most wanted first
   */
  public static TransportSocket mutual(MutualTlsSettings settings, List<String> alpn) {
    var common =
        CommonTlsContext.newBuilder()
            .addAllAlpnProtocols(alpn)
            .addTlsCertificateSdsSecretConfigs(SdsSecrets.workloadCertificate())
            .setCombinedValidationContext(
                CommonTlsContext.CombinedCertificateValidationContext.newBuilder()
                    .setDefaultValidationContext(
                        SanMatchers.ofTrustDomains(settings.trustDomains()))
                    .setValidationContextSdsSecretConfig(SdsSecrets.meshRoot()))
            .setTlsParams(
                TlsParameters.newBuilder()
                    .setTlsMinimumProtocolVersion(minimum(settings))
                    .setTlsMaximumProtocolVersion(TlsParameters.TlsProtocol.TLSv1_3)
                    .addAllCipherSuites(CIPHER_SUITES));
    return socket(
        DownstreamTlsContext.newBuilder()
            .setCommonTlsContext(common)
            .setRequireClientCertificate(ProtoValues.bool(true))
            .build());
  }

  /** Nothing below 1.2 is ever accepted between workloads. */
  private static TlsParameters.TlsProtocol minimum(MutualTlsSettings settings) {
    return settings.minimum() == TlsVersion.TLSV1_3
        ? TlsParameters.TlsProtocol.TLSv1_3
        : TlsParameters.TlsProtocol.TLSv1_2;
  }

  private static TransportSocket socket(DownstreamTlsContext context) {
    return TransportSocket.newBuilder()
        .setName(EnvoyNames.TLS_SOCKET)
        .setTypedConfig(Packed.any(context))
        .build();
  }
}

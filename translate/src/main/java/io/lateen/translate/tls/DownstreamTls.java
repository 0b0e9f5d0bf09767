// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.tls;

import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.config.core.v3.TransportSocket;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CertificateValidationContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CommonTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.TlsParameters;
import io.lateen.api.networking.TlsVersion;
import io.lateen.translate.envoy.EnvoyNames;
import io.lateen.translate.envoy.Packed;
import io.lateen.translate.envoy.ProtoValues;
import java.util.List;
import java.util.Optional;

/** Transport sockets of listeners: mTLS of other workloads, and TLS of clients at the edge. */
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
                    .addAllCipherSuites(
                        settings.cipherSuites().isEmpty()
                            ? CIPHER_SUITES
                            : settings.cipherSuites()));
    return socket(
        DownstreamTlsContext.newBuilder()
            .setCommonTlsContext(common)
            .setRequireClientCertificate(ProtoValues.bool(true))
            .build());
  }

  /** TLS that ends at a port which users configured. */
  public static TransportSocket terminate(TerminatedTls tls) {
    var common = CommonTlsContext.newBuilder().addAllAlpnProtocols(tls.alpn());
    for (var name : tls.certificates()) {
      common.addTlsCertificateSdsSecretConfigs(SdsSecrets.named(name));
    }
    tls.clients().ifPresent(check -> check(common, check));
    parameters(tls).ifPresent(common::setTlsParams);
    var required = tls.clients().filter(TerminatedTls.ClientCheck::required).isPresent();
    return socket(
        DownstreamTlsContext.newBuilder()
            .setCommonTlsContext(common)
            .setRequireClientCertificate(ProtoValues.bool(required))
            .build());
  }

  private static void check(CommonTlsContext.Builder common, TerminatedTls.ClientCheck check) {
    var context =
        SanMatchers.exactly(check.subjectAltNames()).toBuilder()
            .addAllVerifyCertificateSpki(check.spki())
            .addAllVerifyCertificateHash(check.hashes());
    if (!check.crl().isEmpty()) {
      context.setCrl(DataSource.newBuilder().setFilename(check.crl()));
    }
    if (check.untrusted()) {
      context.setTrustChainVerification(
          CertificateValidationContext.TrustChainVerification.ACCEPT_UNTRUSTED);
    }
    common.setCombinedValidationContext(
        CommonTlsContext.CombinedCertificateValidationContext.newBuilder()
            .setDefaultValidationContext(context)
            .setValidationContextSdsSecretConfig(SdsSecrets.named(check.root())));
  }

  /** Nothing when the user leaves all to Envoy. */
  private static Optional<TlsParameters> parameters(TerminatedTls tls) {
    var parameters =
        TlsParameters.newBuilder()
            .setTlsMinimumProtocolVersion(version(tls.minimum()))
            .setTlsMaximumProtocolVersion(version(tls.maximum()))
            .addAllCipherSuites(tls.cipherSuites())
            .addAllEcdhCurves(tls.curves())
            .build();
    return parameters.equals(TlsParameters.getDefaultInstance())
        ? Optional.empty()
        : Optional.of(parameters);
  }

  private static TlsParameters.TlsProtocol version(TlsVersion version) {
    return switch (version) {
      case TLS_AUTO -> TlsParameters.TlsProtocol.TLS_AUTO;
      case TLSV1_0 -> TlsParameters.TlsProtocol.TLSv1_0;
      case TLSV1_1 -> TlsParameters.TlsProtocol.TLSv1_1;
      case TLSV1_2 -> TlsParameters.TlsProtocol.TLSv1_2;
      case TLSV1_3 -> TlsParameters.TlsProtocol.TLSv1_3;
    };
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

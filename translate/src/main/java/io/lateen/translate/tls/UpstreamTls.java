// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.tls;

import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.config.core.v3.TransportSocket;
import io.envoyproxy.envoy.extensions.transport_sockets.raw_buffer.v3.RawBuffer;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CertificateValidationContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CommonTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.TlsParameters;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext;
import io.lateen.translate.envoy.EnvoyNames;
import io.lateen.translate.envoy.Packed;
import io.lateen.translate.name.IstioNames;
import java.util.List;
import java.util.Optional;

/** Transport sockets of clusters (Istio: pilot/pkg/networking/core/cluster_tls.go). */
public final class UpstreamTls {

  /**
   * TLS that a user asks for towards a server outside the mesh.
   *
   * @param sni empty: the request's host name (auto_sni)
   * @param subjectAltNames names that the server's certificate may carry
   * @param clientSecret name of the client's certificate; absent for one-way TLS
   * @param rootSecret name of the roots; absent when the server is not verified
   * @param cipherSuites suites for TLS 1.2; empty for Envoy's own
   * @param curves curves of key agreements; empty for Envoy's own
   * @param crl file of revoked certificates; empty for none, without effect with unverified servers
   */
  public record Origination(
      String sni,
      List<String> subjectAltNames,
      Optional<String> clientSecret,
      Optional<String> rootSecret,
      List<String> cipherSuites,
      List<String> curves,
      String crl) {

    public Origination {
      subjectAltNames = List.copyOf(subjectAltNames);
      cipherSuites = List.copyOf(cipherSuites);
      curves = List.copyOf(curves);
    }
  }

  private UpstreamTls() {}

  /** Mutual TLS between workloads of the mesh. */
  public static TransportSocket istioMutual(
      String sni, List<String> subjectAltNames, boolean http2) {
    var common =
        common()
            .addTlsCertificateSdsSecretConfigs(SdsSecrets.workloadCertificate())
            .setCombinedValidationContext(
                CommonTlsContext.CombinedCertificateValidationContext.newBuilder()
                    .setDefaultValidationContext(SanMatchers.exactly(subjectAltNames))
                    .setValidationContextSdsSecretConfig(SdsSecrets.meshRoot()))
            .addAllAlpnProtocols(http2 ? IstioNames.ALPN_UPSTREAM_H2 : IstioNames.ALPN_UPSTREAM);
    return socket(UpstreamTlsContext.newBuilder().setCommonTlsContext(common).setSni(sni).build());
  }

  /** TLS towards a server outside the mesh. */
  public static TransportSocket originate(Origination tls, boolean http2) {
    var common = common();
    common
        .getTlsParamsBuilder()
        .addAllCipherSuites(tls.cipherSuites())
        .addAllEcdhCurves(tls.curves());
    tls.clientSecret()
        .ifPresent(name -> common.addTlsCertificateSdsSecretConfigs(SdsSecrets.named(name)));
    if (tls.rootSecret().isPresent()) {
      common.setCombinedValidationContext(
          CommonTlsContext.CombinedCertificateValidationContext.newBuilder()
              .setDefaultValidationContext(validation(tls))
              .setValidationContextSdsSecretConfig(SdsSecrets.named(tls.rootSecret().get())));
    } else {
      common.setValidationContext(CertificateValidationContext.getDefaultInstance());
    }
    if (http2) {
      common.addAllAlpnProtocols(IstioNames.ALPN_H2_ONLY);
    }
    return socket(
        UpstreamTlsContext.newBuilder().setCommonTlsContext(common).setSni(tls.sni()).build());
  }

  private static CertificateValidationContext validation(Origination tls) {
    var context = SanMatchers.exactly(tls.subjectAltNames()).toBuilder();
    if (!tls.crl().isEmpty()) {
      context.setCrl(DataSource.newBuilder().setFilename(tls.crl()));
    }
    return context.build();
  }

  /** No TLS. */
  public static TransportSocket plaintext() {
    return TransportSocket.newBuilder()
        .setName(EnvoyNames.RAW_SOCKET)
        .setTypedConfig(Packed.any(RawBuffer.getDefaultInstance()))
        .build();
  }

  /** Envoy's clients stop at TLS 1.2 unless told otherwise. */
  private static CommonTlsContext.Builder common() {
    return CommonTlsContext.newBuilder()
        .setTlsParams(
            TlsParameters.newBuilder()
                .setTlsMinimumProtocolVersion(TlsParameters.TlsProtocol.TLSv1_2)
                .setTlsMaximumProtocolVersion(TlsParameters.TlsProtocol.TLSv1_3));
  }

  private static TransportSocket socket(UpstreamTlsContext context) {
    return TransportSocket.newBuilder()
        .setName(EnvoyNames.TLS_SOCKET)
        .setTypedConfig(Packed.any(context))
        .build();
  }
}

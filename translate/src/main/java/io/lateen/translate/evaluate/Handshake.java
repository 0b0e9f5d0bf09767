// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.evaluate;

import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext;
import java.util.Optional;

/**
 * Whether caller and filter chain agree about TLS. A caller with a workload's certificate trusts
 * only servers of the mesh and wants to be asked for it; one without cannot pass where the mesh's
 * certificate is asked for. Certificates that neither side has from the mesh are taken to fit.
 *
 * @param decrypted whether TLS ends in the chain
 * @param why in words; empty for plaintext that stays plaintext
 */
record Handshake(boolean decrypted, Optional<Failure> failure, String why) {

  static Handshake of(FilterChain chain, Call.Security security) {
    boolean encrypted = security.tls() != Call.Tls.PLAINTEXT;
    if (!chain.getTransportSocket().getTypedConfig().is(DownstreamTlsContext.class)) {
      return new Handshake(false, Optional.empty(), encrypted ? "TLS is passed on unread" : "");
    }
    if (!encrypted) {
      return failed(Failure.TLS, "plaintext where TLS is expected");
    }
    var context =
        Unpacked.of(chain.getTransportSocket().getTypedConfig(), DownstreamTlsContext.class);
    var certificates = context.getCommonTlsContext().getTlsCertificateSdsSecretConfigsList();
    boolean own =
        !certificates.isEmpty() && certificates.getFirst().getName().equals(security.secret());
    boolean asked = context.getRequireClientCertificate().getValue();
    boolean mutual = own && asked;
    if (mutual == (security.tls() == Call.Tls.MTLS)) {
      return new Handshake(true, Optional.empty(), mutual ? "mTLS ends here" : "TLS ends here");
    }
    return failed(
        Failure.MUTUAL_TLS,
        mutual
            ? "the caller has no certificate of the mesh"
            : "the caller speaks mTLS, but the server has no certificate that it trusts, or does not"
                + " ask for its own");
  }

  private static Handshake failed(Failure failure, String why) {
    return new Handshake(false, Optional.of(failure), why);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.tls;

import io.lateen.api.meshconfig.MeshTls;
import io.lateen.api.networking.CipherSuites;
import io.lateen.api.networking.ServerTls;
import io.lateen.api.networking.ServerTlsMode;
import io.lateen.api.networking.TlsVersion;
import io.lateen.translate.name.IstioNames;
import java.util.List;
import java.util.Optional;

/**
 * How a port that the proxy opens ends the TLS of its clients (Istio: core/listener.go
 * BuildListenerTLSContext).
 *
 * @param certificates secrets with certificate and key, at most two of different key types
 * @param clients how clients' certificates are checked; absent when none is asked for
 * @param alpn protocols offered, most wanted first
 * @param minimum oldest version; {@code TLS_AUTO} for Envoy's own limit, 1.2
 * @param maximum newest version; {@code TLS_AUTO} for Envoy's own limit, 1.3
 * @param cipherSuites suites for TLS 1.2 and older; empty for Envoy's own
 * @param curves curves of key agreements; empty for Envoy's own
 */
public record TerminatedTls(
    List<String> certificates,
    Optional<ClientCheck> clients,
    List<String> alpn,
    TlsVersion minimum,
    TlsVersion maximum,
    List<String> cipherSuites,
    List<String> curves) {

  /**
   * Which certificates of clients are accepted.
   *
   * @param required whether a client without certificate is turned away
   * @param root secret with the authorities
   * @param subjectAltNames names of which a certificate must carry one; empty for any
   * @param spki Base64 SHA-256 of accepted public keys; empty for any
   * @param hashes hexadecimal SHA-256 of accepted certificates; empty for any
   * @param crl file of revoked certificates; empty for none
   * @param untrusted whether certificates of unknown authorities are accepted
   */
  public record ClientCheck(
      boolean required,
      String root,
      List<String> subjectAltNames,
      List<String> spki,
      List<String> hashes,
      String crl,
      boolean untrusted) {

    public ClientCheck {
      subjectAltNames = List.copyOf(subjectAltNames);
      spki = List.copyOf(spki);
      hashes = List.copyOf(hashes);
    }
  }

  public TerminatedTls {
    certificates = List.copyOf(certificates);
    alpn = List.copyOf(alpn);
    cipherSuites = List.copyOf(cipherSuites);
    curves = List.copyOf(curves);
  }

  /**
   * What a Gateway's server or a Sidecar's port says; its mode must not pass TLS through.
   *
   * @param mesh what counts where the server says nothing
   * @param http whether requests are read behind it
   */
  public static TerminatedTls of(ServerTls tls, MeshTls mesh, boolean http) {
    if (tls.mode() == ServerTlsMode.ISTIO_MUTUAL) {
      return new TerminatedTls(
          SecretNames.certificates(tls),
          clients(tls),
          http ? IstioNames.ALPN_HTTP : IstioNames.ALPN_DOWNSTREAM_TCP,
          TlsVersion.TLS_AUTO,
          TlsVersion.TLS_AUTO,
          List.of(),
          List.of());
    }
    var suites = CipherSuites.usable(tls.cipherSuites());
    return new TerminatedTls(
        SecretNames.certificates(tls),
        clients(tls),
        IstioNames.ALPN_HTTP,
        tls.minProtocolVersion() == TlsVersion.TLS_AUTO
            ? mesh.defaultMinVersion()
            : tls.minProtocolVersion(),
        tls.maxProtocolVersion(),
        suites.isEmpty() ? CipherSuites.usable(mesh.defaultCipherSuites()) : suites,
        tls.ecdhCurves().isEmpty() ? mesh.defaultEcdhCurves() : tls.ecdhCurves());
  }

  /** With SIMPLE names alone cannot be checked: Envoy refuses that without an authority. */
  private static Optional<ClientCheck> clients(ServerTls tls) {
    boolean secrets = SecretNames.fromSecrets(tls);
    return switch (tls.mode()) {
      case PASSTHROUGH, AUTO_PASSTHROUGH, SIMPLE -> Optional.empty();
      case MUTUAL, OPTIONAL_MUTUAL, ISTIO_MUTUAL ->
          Optional.of(
              new ClientCheck(
                  tls.mode() != ServerTlsMode.OPTIONAL_MUTUAL,
                  SecretNames.clientRoot(tls),
                  tls.subjectAltNames(),
                  secrets ? tls.verifyCertificateSpki() : List.of(),
                  secrets ? tls.verifyCertificateHash() : List.of(),
                  secrets ? "" : tls.caCrl(),
                  tls.insecureSkipVerify()));
    };
  }
}

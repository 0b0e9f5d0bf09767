// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * A stranger without a certificate who shakes hands with a workload, to see the certificate that it
 * shows and whether it lets him in.
 */
public final class TlsProbe {

  /** Istio's ALPN name for traffic between sidecars ({@code pilot/pkg/networking/core/tls.go}). */
  private static final String ISTIO_ALPN = "istio";

  private static final int SUBJECT_ALTERNATIVE_URI = 6;

  private TlsProbe() {}

  /**
   * What the stranger learnt.
   *
   * @param protocol such as {@code TLSv1.3}; empty when there was no handshake
   * @param uris the URI names of the server's certificate
   * @param validity how long that certificate is valid, from first to last moment
   * @param refusal why the server did not answer his request; empty when it did
   */
  public record Sight(
      String protocol, List<String> uris, Duration validity, Optional<String> refusal) {}

  /** Connects from the namespace of the calling thread, asks for {@code /} and waits. */
  public static Sight look(InetSocketAddress target, Duration timeout) throws IOException {
    var seen = new Recorder();
    var protocol = "";
    Optional<String> refusal;
    try (var plain = new Socket()) {
      plain.connect(target, (int) timeout.toMillis());
      plain.setSoTimeout((int) timeout.toMillis());
      try (var tls = wrap(plain, target, seen)) {
        tls.startHandshake();
        protocol = tls.getSession().getProtocol();
        refusal = ask(tls);
      } catch (IOException e) {
        refusal = Optional.of(String.valueOf(e.getMessage()));
      }
    }
    var certificate = seen.certificate;
    return new Sight(
        protocol,
        certificate.map(TlsProbe::uris).orElse(List.of()),
        certificate.map(TlsProbe::validity).orElse(Duration.ZERO),
        refusal);
  }

  private static Optional<String> ask(SSLSocket tls) throws IOException {
    tls.getOutputStream().write("GET / HTTP/1.1\r\nHost: probe\r\n\r\n".getBytes(US_ASCII));
    tls.getOutputStream().flush();
    // In TLS 1.3 the server checks the client's certificate after the client has finished.
    return tls.getInputStream().read() < 0 ? Optional.of("connection closed") : Optional.empty();
  }

  private static SSLSocket wrap(Socket plain, InetSocketAddress target, Recorder recorder)
      throws IOException {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {recorder}, new SecureRandom());
      var socket =
          (SSLSocket)
              context
                  .getSocketFactory()
                  .createSocket(plain, target.getHostString(), target.getPort(), false);
      var parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {ISTIO_ALPN});
      socket.setSSLParameters(parameters);
      return socket;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static List<String> uris(X509Certificate certificate) {
    try {
      var names = certificate.getSubjectAlternativeNames();
      return names == null
          ? List.of()
          : names.stream()
              .filter(name -> Integer.valueOf(SUBJECT_ALTERNATIVE_URI).equals(name.get(0)))
              .map(name -> String.valueOf(name.get(1)))
              .toList();
    } catch (CertificateParsingException e) {
      return List.of();
    }
  }

  private static Duration validity(X509Certificate certificate) {
    return Duration.between(
        certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant());
  }

  /** Accepts every server on purpose: this client sends nothing worth protecting. */
  private static final class Recorder extends X509ExtendedTrustManager {

    private Optional<X509Certificate> certificate = Optional.empty();

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
      certificate = Optional.of(chain[0]);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
      checkServerTrusted(chain, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
      checkServerTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}

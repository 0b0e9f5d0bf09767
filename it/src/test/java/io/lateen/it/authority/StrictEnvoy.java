// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.authority;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.lateen.conformance.access.AnyServer;
import io.lateen.identity.certificate.KeyedSvid;
import io.lateen.it.machine.EnvoyBinary;
import io.lateen.it.machine.Eventually;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.time.Duration;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/**
 * A stock Envoy that answers whoever shows a certificate under one of its roots, whatever name is
 * in it; and says in its log whom it has refused for which reason.
 */
final class StrictEnvoy implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String CONFIG =
      """
      static_resources:
        listeners:
        - name: door
          address: {socket_address: {address: 127.0.0.1, port_value: %1$d}}
          access_log:
          - name: file
            typed_config:
              "@type": type.googleapis.com/envoy.extensions.access_loggers.file.v3.FileAccessLog
              path: %2$s/connections.log
              log_format:
                text_format_source:
                  inline_string: "%%DOWNSTREAM_REMOTE_PORT%% %%DOWNSTREAM_TRANSPORT_FAILURE_REASON%%\\n"
          filter_chains:
          - transport_socket:
              name: tls
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext
                require_client_certificate: true
                common_tls_context:
                  tls_certificates:
                  - certificate_chain: {filename: %2$s/server.crt}
                    private_key: {filename: %2$s/server.key}
                  validation_context: {trusted_ca: {filename: %2$s/roots.crt}}
            filters:
            - name: http
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                stat_prefix: door
                route_config:
                  virtual_hosts:
                  - name: all
                    domains: ["*"]
                    routes: [{match: {prefix: /}, direct_response: {status: 200}}]
                http_filters:
                - name: router
                  typed_config:
                    "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router
      """;

  private final Process process;
  private final Path folder;
  private final int port;

  private StrictEnvoy(Process process, Path folder, int port) {
    this.process = process;
    this.folder = folder;
    this.port = port;
  }

  /**
   * Starts it and waits until it listens.
   *
   * @param roots as PEM, all of them
   */
  static StrictEnvoy start(Path folder, KeyedSvid server, String roots)
      throws IOException, InterruptedException {
    Files.writeString(folder.resolve("server.crt"), server.svid().pem());
    Files.writeString(folder.resolve("server.key"), server.key().pem().reveal());
    Files.writeString(folder.resolve("roots.crt"), roots);
    int port = freePort();
    var output = folder.resolve("envoy.log");
    var process =
        EnvoyBinary.alone(output.toFile(), "--config-yaml", CONFIG.formatted(port, folder)).start();
    var envoy = new StrictEnvoy(process, folder, port);
    try {
      Eventually.within(PATIENCE, () -> Files.readString(output), () -> envoy.listens());
    } catch (AssertionError | InterruptedException e) {
      envoy.close();
      throw e;
    }
    return envoy;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private boolean listens() throws IOException {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (ConnectException e) {
      return false;
    }
  }

  /** What Envoy says to a caller with that certificate: its answer, or why there is none. */
  String call(KeyedSvid caller) throws IOException, GeneralSecurityException, InterruptedException {
    int from;
    try (var socket = (SSLSocket) context(caller).getSocketFactory().createSocket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      socket.setSoTimeout((int) PATIENCE.toMillis());
      from = socket.getLocalPort();
      var answer = ask(socket);
      if (answer.startsWith("HTTP/1.1 ")) {
        return answer.lines().findFirst().orElseThrow();
      }
    }
    return refusal(from);
  }

  /** The whole answer; empty when the connection ends before. */
  private static String ask(SSLSocket socket) {
    try {
      var request = "GET / HTTP/1.1\r\nhost: door\r\nconnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    } catch (IOException e) {
      return "";
    }
  }

  private String refusal(int from) throws IOException, InterruptedException {
    Eventually.within(PATIENCE, () -> "a line about port " + from, () -> !line(from).isEmpty());
    return line(from);
  }

  private String line(int from) throws IOException {
    var start = from + " ";
    return Files.readAllLines(folder.resolve("connections.log")).stream()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()))
        .findFirst()
        .orElse("");
  }

  private static SSLContext context(KeyedSvid caller) throws IOException, GeneralSecurityException {
    var password = new char[0];
    var keys = KeyStore.getInstance("PKCS12");
    keys.load(null, password);
    var chain = caller.svid().chain().toArray(Certificate[]::new);
    keys.setKeyEntry("own", caller.key().privateKey(), password, chain);
    var managers = KeyManagerFactory.getInstance("PKIX");
    managers.init(keys, password);
    var context = SSLContext.getInstance("TLSv1.3");
    context.init(
        managers.getKeyManagers(), new TrustManager[] {new AnyServer()}, new SecureRandom());
    return context;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}

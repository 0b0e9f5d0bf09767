// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.security;

import io.lateen.conformance.access.AnyServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Duration;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/**
 * Somebody who speaks TLS by himself, of one version only, and takes every server.
 *
 * @param context with the certificate he shows
 * @param version as the JDK writes it, {@code TLSv1.3}
 */
record TlsCaller(SSLContext context, String version) {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** The protocol by which sidecars tell calls of the mesh (Istio: pilot/pkg/networking/util). */
  private static final String MESH_PROTOCOL = "istio";

  /** A caller with the certificate of a PKCS #12 file. */
  static TlsCaller of(Path file, char[] password, String version)
      throws IOException, GeneralSecurityException {
    var keys = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(file)) {
      keys.load(in, password);
    }
    var managers = KeyManagerFactory.getInstance("PKIX");
    managers.init(keys, password);
    var context = SSLContext.getInstance("TLS");
    context.init(
        managers.getKeyManagers(), new TrustManager[] {new AnyServer()}, new SecureRandom());
    return new TlsCaller(context, version);
  }

  /** Whether caller and server come to an agreement. */
  boolean agrees(TaskPod from, InetSocketAddress server) throws InterruptedException {
    try {
      return from.netns().call(() -> handshake(server));
    } catch (IOException e) {
      return false;
    }
  }

  private boolean handshake(InetSocketAddress server) throws IOException {
    try (var plain = new Socket()) {
      plain.connect(server, (int) TIMEOUT.toMillis());
      plain.setSoTimeout((int) TIMEOUT.toMillis());
      var factory = context.getSocketFactory();
      try (var socket =
          (SSLSocket) factory.createSocket(plain, "shop.example.com", server.getPort(), true)) {
        var parameters = socket.getSSLParameters();
        parameters.setProtocols(new String[] {version});
        parameters.setApplicationProtocols(new String[] {MESH_PROTOCOL, "http/1.1"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return true;
      }
    }
  }
}

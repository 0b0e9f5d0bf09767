// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.keyset;

import io.lateen.base.pem.Pem;
import io.lateen.testkit.pem.TestPem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** An https server on loopback with a certificate for *.example.com, which says what it is told. */
final class KeyServer implements AutoCloseable {

  /** Writes an answer. */
  interface Answer {
    void write(OutputStream out) throws IOException;
  }

  private final SSLServerSocket socket;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<String> paths = new CopyOnWriteArrayList<>();

  KeyServer() throws Exception {
    var context = SSLContext.getInstance("TLS");
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    var store = emptyStore();
    var der = Pem.blocks(TestPem.text("shop.p8")).getFirst().der();
    var key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
    var chain = Pem.certificates(TestPem.text("shop.crt"), 1).toArray(X509Certificate[]::new);
    store.setKeyEntry("server", key, new char[0], chain);
    keys.init(store, new char[0]);
    context.init(keys.getKeyManagers(), null, null);
    socket =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
  }

  /** Trusts the authority of this server's certificate. */
  static SSLSocketFactory client() throws Exception {
    var context = SSLContext.getInstance("TLS");
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    var store = emptyStore();
    store.setCertificateEntry("ca", Pem.certificates(TestPem.text("ca.crt"), 1).getFirst());
    trust.init(store);
    context.init(null, trust.getTrustManagers(), null);
    return context.getSocketFactory();
  }

  private static KeyStore emptyStore() throws Exception {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    return store;
  }

  void at(String path, Answer answer) {
    answers.put(path, answer);
  }

  void at(String path, String head, String body) {
    at(
        path,
        out ->
            out.write(
                (head + "Content-Length: " + body.length() + "\r\n\r\n" + body)
                    .getBytes(StandardCharsets.UTF_8)));
  }

  String uri(String path) {
    return "https://keys.example.com:" + port() + path;
  }

  int port() {
    return socket.getLocalPort();
  }

  List<String> paths() {
    return paths;
  }

  private void serve() {
    while (!socket.isClosed()) {
      try {
        var one = socket.accept();
        Thread.ofVirtual()
            .start(
                () -> {
                  try (one) {
                    var in = new BufferedReader(new InputStreamReader(one.getInputStream()));
                    var path = in.readLine().split(" ")[1];
                    for (var line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
                      // The head of the request says nothing of interest.
                    }
                    paths.add(path);
                    answers.getOrDefault(path, out -> {}).write(one.getOutputStream());
                  } catch (IOException e) {
                    // The client gave up, as some tests want it.
                  }
                });
      } catch (IOException e) {
        return;
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

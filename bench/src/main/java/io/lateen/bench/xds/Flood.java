// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.xds;

import io.lateen.identity.certificate.Certificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * A peer that does harm until it is closed, on one connection after the other: with the certificate
 * of a node, or without a word.
 */
final class Flood implements AutoCloseable {

  /** What it does. */
  enum Kind {
    /** Connections on which no handshake begins. */
    SILENCE,
    /** Handshakes and nothing after them. */
    HANDSHAKES,
    /** Frames that have to be answered. */
    SETTINGS,
    /** Streams that are reset at once. */
    RESETS;

    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  private static final InetAddress SERVER = InetAddress.getLoopbackAddress();

  /** Another machine's address, as it were: whoever floods waits for itself. */
  private static final String FROM = "127.0.0.2";

  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  private static final byte[] SETTINGS = {0, 0, 0, 4, 0, 0, 0, 0, 0};
  private static final int FRAMES_PER_WRITE = 64;
  private static final int SILENT = 500;
  private static final long PAUSE_MILLIS = 20;

  private final Kind kind;
  private final int port;
  private final SSLContext tls;
  private final Deque<Socket> silent = new ArrayDeque<>();
  private final Thread thread;

  private Flood(Kind kind, int port, SSLContext tls) {
    this.kind = kind;
    this.port = port;
    this.tls = tls;
    this.thread = Thread.ofPlatform().daemon().name("flood").start(this::pour);
  }

  /** Begins. */
  static Flood begin(Kind kind, int port, NodeIdentity identity)
      throws IOException, GeneralSecurityException {
    return new Flood(kind, port, tls(identity));
  }

  private static SSLContext tls(NodeIdentity identity)
      throws IOException, GeneralSecurityException {
    var pem = Files.readString(identity.key());
    var der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    var key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
    var chain = Certificates.fromPem(Files.readString(identity.certificate()));
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("node", key, new char[0], chain.toArray(Certificate[]::new));
    store.setCertificateEntry(
        "root", Certificates.fromPem(Files.readString(identity.roots())).getFirst());
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, new char[0]);
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var context = SSLContext.getInstance("TLSv1.3");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private void pour() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        once();
        Thread.sleep(kind == Kind.SILENCE ? 1 : PAUSE_MILLIS);
      } catch (IOException e) {
        continue; // It was closed, as it should be.
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void once() throws IOException {
    if (kind == Kind.SILENCE) {
      silent.add(new Socket(SERVER, port, InetAddress.getByName(FROM), 0));
      if (silent.size() > SILENT) {
        silent.remove().close();
      }
      return;
    }
    try (var socket =
        (SSLSocket)
            tls.getSocketFactory().createSocket(SERVER, port, InetAddress.getByName(FROM), 0)) {
      var parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"h2"});
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      if (kind == Kind.HANDSHAKES) {
        return;
      }
      var out = socket.getOutputStream();
      out.write(PREFACE.getBytes(StandardCharsets.US_ASCII));
      out.write(SETTINGS);
      for (int stream = 1;
          !Thread.currentThread().isInterrupted();
          stream += 2 * FRAMES_PER_WRITE) {
        out.write(kind == Kind.SETTINGS ? settings() : resets(stream));
      }
    }
  }

  private static byte[] settings() {
    var frames = ByteBuffer.allocate(FRAMES_PER_WRITE * SETTINGS.length);
    for (int i = 0; i < FRAMES_PER_WRITE; i++) {
      frames.put(SETTINGS);
    }
    return frames.array();
  }

  /** Headers of RFC 7541's static table, then a reset, for each stream. */
  private static byte[] resets(int first) {
    var frames = ByteBuffer.allocate(FRAMES_PER_WRITE * 25);
    for (int i = 0; i < FRAMES_PER_WRITE; i++) {
      int stream = first + 2 * i;
      frames.put(new byte[] {0, 0, 3, 1, 4}).putInt(stream).put(new byte[] {-125, -121, -124});
      frames.put(new byte[] {0, 0, 4, 3, 0}).putInt(stream).putInt(8);
    }
    return frames.array();
  }

  @Override
  public void close() throws InterruptedException, IOException {
    thread.interrupt();
    thread.join();
    for (var socket : silent) {
      socket.close();
    }
  }
}

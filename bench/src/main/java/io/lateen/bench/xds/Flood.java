// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.xds;

import io.lateen.identity.certificate.Certificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

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
  private static final int PATIENCE_MILLIS = 2_000;
  private static final boolean CLOSED_WITH_IT = true;

  private final Kind kind;
  private final int port;
  private final SSLContext tls;
  private final Deque<Socket> silent = new ArrayDeque<>();
  private final Thread thread;
  private volatile @Nullable Socket current;
  private volatile boolean over;

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
    while (!over) {
      try {
        once();
      } catch (IOException e) {
        // It was closed, as it should be.
      }
      LockSupport.parkNanos((kind == Kind.SILENCE ? 1 : PAUSE_MILLIS) * 1_000_000);
    }
  }

  private void once() throws IOException {
    var socket = connect();
    if (kind == Kind.SILENCE) {
      silent.add(socket);
      if (silent.size() > SILENT) {
        silent.remove().close();
      }
      return;
    }
    try (var secured =
        (SSLSocket)
            tls.getSocketFactory()
                .createSocket(socket, SERVER.getHostAddress(), port, CLOSED_WITH_IT)) {
      var parameters = secured.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"h2"});
      secured.setSSLParameters(parameters);
      secured.startHandshake();
      if (kind == Kind.HANDSHAKES) {
        return;
      }
      var out = secured.getOutputStream();
      out.write(PREFACE.getBytes(StandardCharsets.US_ASCII));
      out.write(SETTINGS);
      for (int stream = 1; !over; stream += 2 * FRAMES_PER_WRITE) {
        out.write(kind == Kind.SETTINGS ? settings() : resets(stream));
      }
    }
  }

  /** A server that takes no more connections or says nothing does not hold it for ever. */
  private Socket connect() throws IOException {
    var socket = new Socket();
    current = socket;
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.bind(new InetSocketAddress(FROM, 0));
    try {
      socket.connect(new InetSocketAddress(SERVER, port), PATIENCE_MILLIS);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    return socket;
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
    over = true;
    var newest = current;
    if (newest != null) {
      // A write that the server does not take ends with it.
      newest.close();
    }
    thread.join();
    for (var socket : silent) {
      socket.close();
    }
  }
}

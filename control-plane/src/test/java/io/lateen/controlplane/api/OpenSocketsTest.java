// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lateen.testkit.time.VirtualClock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections that take long or are many harm nobody but their own address. */
class OpenSocketsTest {

  private static final int OF_AN_ADDRESS = 5;
  private static final int PATIENCE_MILLIS = 20_000;
  private static final Limits LIMITS =
      new Limits(100_000, 8, 8, 1000, 1000, 10, OF_AN_ADDRESS, Duration.ofMillis(700));

  @TempDir Path folder;

  private Rig rig;
  private final List<Socket> open = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    rig = new Rig(folder, LIMITS);
  }

  @AfterEach
  void stop() throws Exception {
    for (var socket : open) {
      socket.close();
    }
    rig.close();
  }

  private Socket connect() throws IOException {
    var socket = new Socket();
    open.add(socket);
    socket.bind(new InetSocketAddress("127.0.0.2", 0));
    socket.connect(new InetSocketAddress("127.0.0.1", rig.port()));
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  /** The end of what the server says; a time-out fails the test. */
  private static void ends(Socket socket) throws IOException {
    try {
      var unused = socket.getInputStream().readAllBytes();
    } catch (SocketException | SSLException e) {
      assertThat(e).hasMessageMatching("(?i).*(reset|closed|abort|close_notify).*");
    }
  }

  @Test
  void oneAddressNeverHasAllConnections() throws Exception {
    for (int i = 0; i < 4 * OF_AN_ADDRESS; i++) {
      connect();
    }
    assertThat(rig.get("/version").status()).isEqualTo(200);
    for (var socket : open) {
      ends(socket);
    }
    assertThat(rig.get("/version").status()).isEqualTo(200);
  }

  @Test
  void headsAndBodiesThatDoNotEndAreCut() throws Exception {
    var request = "POST /lateen/v1/apply HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + Rig.TOKEN;
    var body = "\r\nContent-Type: application/yaml\r\nContent-Length: 5000\r\n\r\n# begun";
    for (var begun : List.of(request, request + body)) {
      var tls = rig.http().sslContext().getSocketFactory();
      var socket = tls.createSocket(connect(), "127.0.0.1", rig.port(), true);
      socket.getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));
      ends(socket);
    }
    assertThat(rig.get("/version").status()).isEqualTo(200);
  }

  @Test
  void onlyWhoOwesARequestIsCut() throws Exception {
    var clock = new VirtualClock();
    var sockets = new OpenSockets(2, Duration.ofSeconds(10), clock);
    try (var listener = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
        var first = SocketChannel.open(listener.getLocalAddress());
        var served = listener.accept();
        var second = SocketChannel.open(listener.getLocalAddress());
        var silent = listener.accept()) {
      sockets.accepted(served);
      sockets.accepted(silent);
      assertThatThrownBy(() -> sockets.accepted(served)).hasMessageContaining("too many");
      sockets.headed(first.getLocalAddress());
      sockets.read(first.getLocalAddress());
      clock.advance(Duration.ofSeconds(10));
      sockets.sweep();
      assertThat(served.isOpen()).isTrue();
      assertThat(silent.isOpen()).isFalse();
      assertThat(second.isOpen()).isTrue(); // The other end, which nobody closed.
      sockets.headed(first.getLocalAddress());
      clock.advance(Duration.ofSeconds(10));
      sockets.sweep();
      assertThat(served.isOpen()).isFalse();
    }
  }
}

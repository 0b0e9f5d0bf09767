// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.lateen.controlplane.door.DoorLimits;
import io.lateen.proto.node.v1.NodeIdentityGrpc;
import io.lateen.proto.node.v1.RenewRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One greedy peer is told what it has too much of, and the others are served. */
class NodeQuotaTest {

  private static final int OF_AN_IDENTITY = 4;
  private static final int STRANGERS = 3;

  /** More than may be in at a time; the node is behind them. */
  private static final int SILENT = 600;

  private static final Duration AGE = Duration.ofMinutes(10);

  @TempDir Path folder;

  private Door door;
  private final List<AutoCloseable> open = new ArrayList<>();

  @BeforeEach
  void open() throws IOException {
    door =
        new Door(
            folder,
            new DoorLimits(
                40, 30, OF_AN_IDENTITY, STRANGERS, Duration.ofSeconds(1), AGE, 100, 90, 50));
  }

  @AfterEach
  void close() throws Exception {
    for (var each : open) {
      each.close();
    }
    door.close();
  }

  private <T extends AutoCloseable> T keep(T part) {
    open.add(part);
    return part;
  }

  /** What a call of a node is answered with; a served one is refused for its content. */
  private Status call(String node) {
    try {
      var unused =
          NodeIdentityGrpc.newBlockingStub(door.node(node))
              .renew(RenewRequest.getDefaultInstance());
      throw new AssertionError("an empty request is refused");
    } catch (StatusRuntimeException e) {
      return e.getStatus();
    }
  }

  private void isServed(String node) {
    assertThat(call(node).getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
  }

  @Test
  void connectionsOfAnIdentity() throws IOException {
    for (int i = 0; i < OF_AN_IDENTITY; i++) {
      keep(RawHttp2.node(door, "greedy").greeted()).await(RawHttp2.SETTINGS, 0);
    }
    var status = call("greedy");
    assertThat(status.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(status.getDescription())
        .isEqualTo(
            "4 connections of this identity are open, which is the most;"
                + " raise limits.connectionsPerIdentity");
    assertThat(door.told).anyMatch(word -> word.matches("connections_per_identity .*greedy"));
    isServed("modest");
  }

  @Test
  void strangersOfAnAddress() throws IOException {
    for (int i = 0; i < STRANGERS; i++) {
      keep(RawHttp2.stranger(door, "127.0.0.1").greeted()).await(RawHttp2.SETTINGS, 0);
    }
    var more = keep(RawHttp2.stranger(door, "127.0.0.1").greeted());
    more.farewell(); // It ends, with or without a word.
    assertThat(door.told).contains("strangers_per_address address 127.0.0.1");
    isServed("modest");
    keep(RawHttp2.stranger(door, "127.0.0.2").greeted()).await(RawHttp2.SETTINGS, 0);
  }

  @Test
  void connectionsThatSayNothing() throws IOException {
    var silent = new ArrayList<Socket>();
    for (int i = 0; i < 29; i++) {
      var socket = keep(new Socket());
      socket.bind(new InetSocketAddress("127.0.0.2", 0));
      socket.connect(new InetSocketAddress("127.0.0.1", door.port()));
      silent.add(socket);
    }
    isServed("modest"); // From 127.0.0.1: the other address fills its own share only.
    for (var socket : silent) {
      socket.setSoTimeout(20_000);
      assertThat(endOf(socket)).isTrue();
    }
  }

  @Test
  void aNodeBehindTheAddressOfThoseThatSayNothing() throws Exception {
    door.close();
    door = new Door(folder.resolve("large"), DoorLimits.DEFAULT);
    for (int i = 0; i < SILENT; i++) {
      keep(new Socket("127.0.0.1", door.port()));
    }
    var node = CompletableFuture.supplyAsync(() -> call("modest"));
    for (int open = 0; open <= SILENT; ) {
      open = door.opened.take();
    }
    door.advance(Duration.ofSeconds(1));
    assertThat(node.get().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(door.told).contains("silent address 127.0.0.1");
  }

  private static boolean endOf(Socket socket) throws IOException {
    try {
      while (socket.getInputStream().read() >= 0) {
        continue; // An alert of TLS may come before the end.
      }
      return true;
    } catch (SocketException e) {
      return true;
    }
  }

  @Test
  void connectionsInAll() throws IOException {
    for (int i = 0; i < 40; i++) {
      keep(RawHttp2.node(door, "host" + i, "127.0.0." + (1 + i % 4)).greeted())
          .await(RawHttp2.SETTINGS, 0);
    }
    try (var more = RawHttp2.node(door, "more")) {
      throw new AssertionError("no connection is left: " + more);
    } catch (SocketException | SSLException | java.io.EOFException e) {
      assertThat(door.told).contains("connections address 127.0.0.1");
    }
    open.removeFirst();
  }

  @Test
  void anOldConnectionIsAskedToComeAgain() throws Exception {
    var session = new NodeDrainTest.Session(door.node("host1")).established();
    var raw = keep(RawHttp2.node(door, "host2").greeted());
    raw.await(RawHttp2.SETTINGS, 0);
    door.advance(AGE.multipliedBy(9).dividedBy(10).minusMillis(1));
    assertThat(session.end).isNotDone();
    assertThat(door.told).isEmpty();
    door.advance(AGE.dividedBy(5).plusSeconds(1));
    assertThat(session.ended().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(session.ended().getDescription()).contains("connect again");
    assertThat(door.told).contains("retired");
    assertThat(raw.farewell()).isZero();
    isServed("host2");
  }
}

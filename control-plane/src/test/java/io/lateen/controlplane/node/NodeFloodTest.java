// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.lateen.identity.SpiffeId;
import io.lateen.proto.node.v1.NodeControlGrpc;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.Random;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Floods on one connection end that connection, also when it comes from a node; no other one. */
class NodeFloodTest {

  private static final String SESSION =
      "/" + NodeControlGrpc.getSessionMethod().getFullMethodName();
  private static final long MOST_UNREAD = (32 << 20) + (256 << 10);
  private static final byte[] CANCEL = {0, 0, 0, 8};

  @TempDir Path folder;

  private Door door;

  @BeforeEach
  void open() throws IOException {
    door = new Door(folder);
  }

  @AfterEach
  void close() {
    door.close();
  }

  private RawHttp2 connect() throws IOException {
    return RawHttp2.node(door, "host1");
  }

  /** Others are served: a call without a certificate gets its answer. */
  private void othersAreServed() {
    var stub = io.lateen.proto.node.v1.NodeIdentityGrpc.newBlockingStub(door.anonymous());
    try {
      var unused = stub.join(io.lateen.proto.node.v1.JoinRequest.getDefaultInstance());
      throw new AssertionError("an empty request to join is refused");
    } catch (StatusRuntimeException e) {
      assertThat(e.getStatus().getCode()).isNotEqualTo(Status.Code.UNAVAILABLE);
    }
  }

  private interface Flood {
    void pour() throws IOException;
  }

  /** The server may have gone before all is written. */
  private static void pour(Flood flood) throws IOException {
    try {
      flood.pour();
    } catch (SocketException | SSLException e) {
      assertThat(e).hasMessageMatching("(?i).*(broken pipe|reset|closed|close_notify).*");
    }
  }

  @Test
  void streamsThatAreResetAtOnce() throws IOException {
    try (var client = connect().greeted()) {
      pour(
          () -> {
            for (int stream = 1; stream < 4 * NodeServer.MAX_RESETS; stream += 2) {
              client.frame(
                  RawHttp2.HEADERS, RawHttp2.END_HEADERS, stream, RawHttp2.headers(SESSION, 0));
              client.frame(RawHttp2.RST_STREAM, 0, stream, CANCEL);
            }
          });
      assertThat(client.farewell()).isEqualTo(RawHttp2.ENHANCE_YOUR_CALM);
    }
    othersAreServed();
  }

  @Test
  void resetsThatStayBelowTheLimitAreAllowed() throws IOException {
    try (var client = connect().greeted()) {
      for (int stream = 1; stream < NodeServer.MAX_RESETS; stream += 2) {
        client.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, stream, RawHttp2.headers(SESSION, 0));
        client.frame(RawHttp2.RST_STREAM, 0, stream, CANCEL);
      }
      client.frame(RawHttp2.PING, 0, 0, new byte[8]);
      assertThat(client.await(RawHttp2.PING, 0)).hasSize(8);
    }
  }

  @Test
  void pings() throws IOException {
    try (var client = connect().greeted()) {
      pour(
          () -> {
            for (int i = 0; i < 20; i++) {
              client.frame(RawHttp2.PING, 0, 0, new byte[8]);
            }
          });
      assertThat(client.farewell()).isEqualTo(RawHttp2.ENHANCE_YOUR_CALM);
    }
    othersAreServed();
  }

  @Test
  void headersWithoutEnd() throws IOException {
    try (var client = connect().greeted()) {
      client.frame(
          RawHttp2.HEADERS,
          RawHttp2.END_HEADERS,
          1,
          RawHttp2.headers(SESSION, NodeServer.MAX_METADATA_BYTES));
      // An answer with a status on that stream; the connection goes on.
      assertThat(client.await(RawHttp2.HEADERS, 1)).isNotEmpty();
      client.frame(RawHttp2.PING, 0, 0, new byte[8]);
      assertThat(client.await(RawHttp2.PING, 0)).hasSize(8);
    }
  }

  @Test
  void bytesThatAreNoHttp2() throws IOException {
    try (var client = connect()) {
      var garbage = new byte[4_096];
      new Random(3).nextBytes(garbage);
      pour(() -> client.write(garbage));
      assertThat(client.farewell()).isNotZero();
    }
    othersAreServed();
  }

  /** Pours a frame again and again: the connection ends, the reason is told, others are served. */
  private void endsWith(String reason, int type, int flags, byte[] payload) throws IOException {
    try (var client = connect().greeted()) {
      client.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, 1, RawHttp2.headers(SESSION, 0));
      pour(
          () -> {
            for (int i = 0; i < 20_000; i++) {
              client.frame(type, flags, type == RawHttp2.DATA ? 1 : 0, payload);
            }
          });
      assertThat(client.farewell()).isIn(RawHttp2.ENHANCE_YOUR_CALM, RawHttp2.CUT);
    }
    assertThat(door.told).contains(reason + " " + SpiffeId.node(Door.DOMAIN, "host1"));
    othersAreServed();
  }

  @Test
  void settings() throws IOException {
    endsWith("settings_frames", RawHttp2.SETTINGS, 0, new byte[0]);
  }

  @Test
  void dataWithoutBytes() throws IOException {
    endsWith("empty_frames", RawHttp2.DATA, 0, new byte[0]);
  }

  @Test
  void windowsThatGrowByLittle() throws IOException {
    endsWith("window_frames", RawHttp2.WINDOW_UPDATE, 0, new byte[] {0, 0, 0, 1});
  }

  @Test
  void answersToPingsThatNobodySent() throws IOException {
    endsWith("ping_answers", RawHttp2.PING, 1, new byte[8]);
  }

  @Test
  void framesOfNoKnownType() throws IOException {
    endsWith("control_frames", 77, 0, new byte[3]);
  }

  private void isServed(String node, String from) throws IOException {
    try (var client = RawHttp2.node(door, node, from).greeted()) {
      client.frame(RawHttp2.PING, 0, 0, new byte[8]);
      assertThat(client.await(RawHttp2.PING, 0)).hasSize(8);
    }
  }

  private void isRefused(String node, String from) throws IOException {
    try (var client = RawHttp2.node(door, node, from).greeted()) {
      assertThat(client.farewell()).isEqualTo(RawHttp2.ENHANCE_YOUR_CALM);
    }
    assertThat(door.told).contains("flooded " + SpiffeId.node(Door.DOMAIN, node));
  }

  @Test
  void whoFloodsIsNotServedAgainAtOnce() throws IOException {
    settings();
    isRefused("host1", "127.0.0.1");
    isServed("host2", "127.0.0.1");
    isServed("host1", "127.0.0.2");
  }

  @Test
  void whoResetsTooOftenIsNotServedAgainAtOnce() throws IOException {
    streamsThatAreResetAtOnce();
    isRefused("host1", "127.0.0.1");
    isServed("host2", "127.0.0.1");
  }

  @Test
  void whoPingsTooOftenMayComeBackWithFewer() throws IOException {
    pings();
    isServed("host1", "127.0.0.1");
  }

  /** One frame that breaks the protocol. */
  private void breaks(String reason, int type, byte[] payload) throws IOException {
    try (var client = connect().greeted()) {
      client.frame(type, 0, 0, payload);
      assertThat(client.farewell()).isNotZero();
    }
    assertThat(door.told).contains(reason + " " + SpiffeId.node(Door.DOMAIN, "host1"));
    othersAreServed();
  }

  @Test
  void aWindowThatDoesNotGrow() throws IOException {
    breaks("protocol_error", RawHttp2.WINDOW_UPDATE, new byte[4]);
  }

  @Test
  void aWindowThatOverflows() throws IOException {
    breaks("flow_control_error", RawHttp2.WINDOW_UPDATE, new byte[] {127, -1, -1, -1});
  }

  @Test
  void pingsAndResetsAreTold() throws IOException {
    pings();
    assertThat(door.told).anyMatch(word -> word.startsWith("too_many_pings "));
    streamsThatAreResetAtOnce();
    assertThat(door.told).anyMatch(word -> word.startsWith("enhance_your_calm "));
  }

  @Test
  void headersThatGoOnAndOn() throws IOException {
    try (var client = connect().greeted()) {
      client.frame(RawHttp2.HEADERS, 0, 1, RawHttp2.headers(SESSION, 0));
      pour(
          () -> {
            for (int i = 0; i < 1_000; i++) {
              client.frame(RawHttp2.CONTINUATION, 0, 1, new byte[0]);
            }
          });
      assertThat(client.farewell()).isIn(RawHttp2.ENHANCE_YOUR_CALM, RawHttp2.CUT);
    }
    assertThat(door.told).anyMatch(word -> word.startsWith("continuation_frames "));
    othersAreServed();
  }

  @Test
  void headersThatAreHuge() throws IOException {
    try (var client = connect().greeted()) {
      pour(
          () -> {
            client.frame(RawHttp2.HEADERS, 0, 1, RawHttp2.headers(SESSION, 15_000));
            for (int i = 0; i < 1_000; i++) {
              client.frame(RawHttp2.CONTINUATION, 0, 1, new byte[16_000]);
            }
          });
      assertThat(client.farewell()).isNotZero();
    }
    othersAreServed();
  }

  @Test
  void largeMessagesThatDoNotEnd() throws IOException {
    var half = new byte[16_000];
    var begin = half.clone();
    begin[2] = 0x70; // A message of 7 MiB.
    try (var client = connect().greeted()) {
      int refused = 0;
      for (int call = 0; call < 12; call++) {
        int stream = 2 * call + 1;
        client.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, stream, RawHttp2.headers(SESSION, 0));
        boolean taken = true;
        for (int sent = 0; taken && sent < 6 << 20; sent += half.length) {
          taken = client.data(stream, sent == 0 ? begin : half);
          assertThat(door.unreadBytes()).isLessThanOrEqualTo(MOST_UNREAD);
        }
        refused += taken ? 0 : 1;
      }
      assertThat(refused).isGreaterThanOrEqualTo(5);
      assertThat(door.told).anyMatch(word -> word.startsWith("half_sent "));
      client.frame(RawHttp2.PING, 0, 0, new byte[8]);
      assertThat(client.await(RawHttp2.PING, 0)).hasSize(8);
    }
    othersAreServed();
  }
}

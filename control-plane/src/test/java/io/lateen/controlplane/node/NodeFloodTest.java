// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.lateen.identity.SpiffeId;
import io.lateen.identity.tls.RenewableKey;
import io.lateen.identity.tls.SpiffeTrust;
import io.lateen.proto.node.v1.NodeControlGrpc;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Random;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Floods on one connection end that connection, also when it comes from a node; no other one. */
class NodeFloodTest {

  private static final String SESSION =
      "/" + NodeControlGrpc.getSessionMethod().getFullMethodName();
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
    var key = new RenewableKey();
    key.replace(door.svid(SpiffeId.node(Door.DOMAIN, "host1")));
    var plane = SpiffeId.controlPlane(Door.DOMAIN);
    try {
      var tls = SSLContext.getInstance("TLSv1.3");
      tls.init(
          new KeyManager[] {key},
          new TrustManager[] {new SpiffeTrust(door.authority::bundle, plane::equals, door.clock)},
          Door.RANDOM);
      return new RawHttp2(tls, door.port());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
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
}

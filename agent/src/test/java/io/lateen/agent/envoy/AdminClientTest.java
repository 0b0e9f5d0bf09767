// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lateen.testkit.time.VirtualScheduler;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** About a real Unix socket: what Envoy may send, byte for byte. */
class AdminClientTest {

  @TempDir Path folder;

  private ServerSocketChannel server;
  private AdminClient client;

  @BeforeEach
  void listen() throws IOException {
    var socket = folder.resolve("admin.sock");
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    client = new AdminClient(socket, new VirtualScheduler());
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  /** Answers one request and tells what it was. */
  private CompletableFuture<String> answer(String... parts) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (var connection = server.accept()) {
            var buffer = ByteBuffer.allocate(4096);
            connection.read(buffer);
            for (var part : parts) {
              connection.write(ByteBuffer.wrap(part.getBytes(StandardCharsets.US_ASCII)));
            }
            return new String(buffer.array(), 0, buffer.position(), StandardCharsets.US_ASCII);
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @Test
  void aBodyOfChunksIsJoined() throws IOException {
    var request =
        answer(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
            "3\r\nabc\r\n",
            "2;x=y\r\nde\r\n0\r\n\r\n");
    var answer = client.get(AdminPath.READY);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(new String(answer.body(), StandardCharsets.US_ASCII)).isEqualTo("abcde");
    assertThat(request.join()).startsWith("GET /ready HTTP/1.1\r\nhost: admin\r\n");
  }

  @Test
  void aPlainBodyEndsWithTheConnection() throws IOException {
    answer("HTTP/1.1 503 Service Unavailable\r\ncontent-length: 4\r\n\r\n", "WAIT");
    var answer = client.get(AdminPath.READY);
    assertThat(answer.status()).isEqualTo(503);
    assertThat(new String(answer.body(), StandardCharsets.US_ASCII)).isEqualTo("WAIT");
  }

  @Test
  void drainingIsAPost() throws IOException {
    var request = answer("HTTP/1.1 200 OK\r\n\r\nOK\n");
    client.drain();
    assertThat(request.join()).startsWith("POST /drain_listeners?graceful HTTP/1.1");
  }

  @Test
  void whatIsNoHttpIsRefused() {
    answer("SSH-2.0-x\r\n\r\n");
    assertThatThrownBy(() -> client.get(AdminPath.READY)).hasMessageContaining("HTTP/1.1");
  }

  @Test
  void aHugeChunkIsRefusedBeforeItIsRead() {
    answer("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n7fffffff\r\n");
    assertThatThrownBy(() -> client.get(AdminPath.READY)).hasMessageContaining("longer than");
  }

  @Test
  void anEndlessLineIsRefused() {
    answer("HTTP/1.1 200 OK\r\nx: " + "y".repeat(10_000));
    assertThatThrownBy(() -> client.get(AdminPath.READY)).isInstanceOf(IOException.class);
  }

  @Test
  void nobodyThereIsAnError() throws IOException {
    server.close();
    assertThatThrownBy(() -> client.get(AdminPath.READY)).isInstanceOf(IOException.class);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The client against raw bytes of a server, since bytes are what it is about. */
class HttpConnectionTest {

  private static final HttpCall CALL = HttpCall.get("reviews:9080", "/reviews/0").with("a", "b");

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void close() {
    executor.shutdownNow();
  }

  @Test
  void sendsOneRequestAndReadsItsLength() throws Exception {
    var request = new CompletableFuture<String>();

    var reply = exchange("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-A: b\r\n\r\nhello", request);

    assertThat(reply).isEqualTo(reply(200, "hello"));
    assertThat(reply.header("x-a")).contains("b");
    assertThat(request.get())
        .isEqualTo("GET /reviews/0 HTTP/1.1\r\nHost: reviews:9080\r\na: b\r\n\r\n");
  }

  @Test
  void readsChunksAndSkipsInterimAnswers() throws Exception {
    var bytes =
        String.join(
            "\r\n",
            List.of(
                "HTTP/1.1 103 Early Hints",
                "link: x",
                "",
                "HTTP/1.1 503 No",
                "Transfer-Encoding: chunked",
                "",
                "3",
                "abc",
                "2;x=y",
                "de",
                "0",
                "",
                ""));

    var reply = exchange(bytes, new CompletableFuture<>());

    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.body()).isEqualTo("abcde");
  }

  @Test
  void readsToTheEndWithoutALength() throws Exception {
    assertThat(exchange("HTTP/1.1 200 OK\r\n\r\nall of it", new CompletableFuture<>()).body())
        .isEqualTo("all of it");
  }

  @Test
  void whatIsCutOffIsAFailure() {
    for (var bytes :
        new String[] {
          "",
          "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel",
          "SSH-2.0-x\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n"
        }) {
      assertThatThrownBy(() -> exchange(bytes, new CompletableFuture<>()))
          .as(bytes)
          .isInstanceOf(IOException.class);
    }
  }

  private static HttpReply reply(int status, String body) {
    return new HttpReply(status, Map.of("content-length", "5", "x-a", "b"), body);
  }

  /** A server that reads one request, writes {@code bytes} and closes. */
  private HttpReply exchange(String bytes, CompletableFuture<String> request) throws IOException {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      executor.execute(() -> answer(server, bytes, request));
      var address = new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
      return HttpConnection.once(address, CALL, Duration.ofSeconds(10));
    }
  }

  private static void answer(ServerSocket server, String bytes, CompletableFuture<String> request) {
    try (var socket = server.accept()) {
      var text = new StringBuilder();
      while (!text.toString().endsWith("\r\n\r\n")) {
        text.append((char) socket.getInputStream().read());
      }
      request.complete(text.toString());
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

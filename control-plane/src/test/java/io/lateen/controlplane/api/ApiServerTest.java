// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lateen.base.time.NanoClock;
import io.lateen.identity.secret.SecretText;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiServerTest {

  @TempDir Path folder;

  @Test
  void onlyLivenessAnswersStrangers() throws Exception {
    try (var rig = new Rig(folder)) {
      assertThat(anonymous(rig, "/healthz")).isEqualTo(200);
      for (var path :
          new String[] {
            "/",
            "/metrics",
            "/version",
            "/api",
            "/apis",
            "/api/v1/services",
            "/lateen/v1/status",
            "/lateen/v1/proxies",
            "/healthz/",
            "/healthz/../metrics",
            "//healthz"
          }) {
        assertThat(anonymous(rig, path)).as(path).isIn(401, 429);
      }
    }
  }

  private static int anonymous(Rig rig, String path) throws IOException, InterruptedException {
    var uri = URI.create("https://127.0.0.1:" + rig.port() + path);
    return rig.http()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void aWrongTokenIsRefusedAndTooManyOfThemAreSlowedButNotTheRightOne() throws Exception {
    try (var rig = new Rig(folder)) {
      var wrong =
          HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + rig.port() + "/version"))
              .header("Authorization", "Bearer " + Rig.TOKEN + "x")
              .build();
      assertThat(rig.send(wrong).status()).isEqualTo(401);
      var last = 0;
      for (var i = 0; i < 40; i++) {
        last = rig.send(wrong).status();
      }
      assertThat(last).isEqualTo(429);
      assertThat(rig.get("/version").status()).isEqualTo(200);
    }
  }

  @Test
  void speaksNoPlaintext() throws Exception {
    try (var rig = new Rig(folder);
        var socket = new Socket("127.0.0.1", rig.port())) {
      socket
          .getOutputStream()
          .write("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      assertThat(answer).doesNotContain("HTTP/1.1 200");
    }
  }

  @Test
  void aBodyOverTheLimitIsRefused() throws Exception {
    var limits = new Limits(1000, 100, 100, 1000, 1000, 10);
    try (var rig = new Rig(folder, limits)) {
      var answer = rig.send("POST", "/lateen/v1/apply", "application/yaml", "#" + "x".repeat(2000));
      assertThat(answer.status()).isEqualTo(413);
    }
  }

  @Test
  void tooManyRequestsAreRefused() throws Exception {
    var limits = new Limits(1000, 100, 100, 1, 3, 10);
    try (var rig = new Rig(folder, limits)) {
      for (var i = 0; i < 3; i++) {
        assertThat(rig.get("/version").status()).isEqualTo(200);
      }
      assertThat(rig.get("/version").status()).isEqualTo(429);
    }
  }

  @Test
  void aTakenPortIsTold() throws Exception {
    try (var rig = new Rig(folder);
        var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(rig.port()).isPositive();
      assertThatThrownBy(
              () ->
                  ApiServer.start(
                      new ApiServer.Settings(
                          InetAddress.getLoopbackAddress(),
                          socket.getLocalPort(),
                          SSLContext.getDefault(),
                          new Authenticator(
                              SecretText.of("t"),
                              rig.access,
                              rig.store.audit(),
                              InstantSource.system(),
                              NanoClock.system()),
                          Limits.DEFAULT),
                      new Router(List.of()),
                      NanoClock.system()))
          .isInstanceOf(BindException.class);
    }
  }
}

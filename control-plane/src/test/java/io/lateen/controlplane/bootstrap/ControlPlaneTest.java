// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lateen.controlplane.config.ControlPlaneConfig;
import io.lateen.controlplane.config.Listen;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlPlaneTest {

  private static final String BACKEND =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: reviews, namespace: default}
      spec:
        clusterIP: 10.78.0.1
        selector: {app: reviews}
        ports: [{name: http, port: 9080}]
      ---
      apiVersion: v1
      kind: Pod
      metadata:
        name: productpage
        namespace: default
        labels: {app: productpage, security.istio.io/tlsMode: istio}
      spec:
        nodeName: host1
        containers: [{name: app}]
      status:
        phase: Running
        podIP: 10.77.1.2
        podIPs: [{ip: 10.77.1.2}]
      """;

  @TempDir Path folder;

  private ControlPlaneConfig config(Path... watched) {
    return config(0, 0, watched);
  }

  private ControlPlaneConfig config(int xdsPort, int apiPort, Path... watched) {
    return new ControlPlaneConfig(
        "cluster.local",
        folder.resolve("data"),
        new Listen("127.0.0.1", xdsPort),
        new Listen("127.0.0.1", apiPort),
        List.of(watched),
        Optional.of(folder.resolve("credential.json")),
        List.of());
  }

  private Api api() throws Exception {
    return new Api(folder.resolve("credential.json"));
  }

  private static String uidOf(Api api, String pod) throws Exception {
    return api.get("/api/v1/namespaces/default/pods/" + pod)
        .path("metadata")
        .path("uid")
        .asString("");
  }

  private static String joinToken(Api api, String node) throws Exception {
    return api.post("/lateen/v1/nodes/" + node + "/join-tokens", "{}").path("token").asString("");
  }

  /** A node that asks for the configuration of the workload of {@link #BACKEND}. */
  private static ProxyClient productpageOn(String node, ControlPlane plane, Api api)
      throws Exception {
    return ProxyClient.join(
        plane.xdsPort(), api.roots().getFirst(), joinToken(api, node), uidOf(api, "productpage"));
  }

  @Test
  void aChangeReachesAConnectedProxyAndItsAnswerIsSeen() throws Exception {
    try (var plane = ControlPlane.start(config());
        var api = api()) {
      api.post("/lateen/v1/apply", BACKEND);
      try (var proxy = productpageOn("host1", plane, api)) {
        assertThat(proxy.next()).as(proxy.failure()).isEqualTo("response");
        assertThat(proxy.resources())
            .containsKey("outbound|9080||reviews.default.svc.cluster.local");
        var second = BACKEND.substring(0, BACKEND.indexOf("---")).replace("reviews", "ratings");
        var revision = api.post("/lateen/v1/apply", second).path("revision").asInt(0);
        assertThat(proxy.next()).as(proxy.failure()).isEqualTo("response");
        assertThat(proxy.resources())
            .containsKey("outbound|9080||ratings.default.svc.cluster.local");
        var status = api.get("/lateen/v1/status?waitMs=20000&revision=" + revision);
        assertThat(status.path("settled").asBoolean(false)).as(status.toString()).isTrue();
        assertThat(status.path("proxies").path("connected").asInt(0)).isEqualTo(1);
        var item = api.get("/lateen/v1/proxies").path("items").path(0);
        assertThat(item.path("name").asString("")).isEqualTo("productpage");
        assertThat(item.path("types").path(0).path("sync").asString("")).isEqualTo("SYNCED");
        var dump =
            api.get("/lateen/v1/proxies/" + item.path("id").asString("") + "/config?state=desired")
                .toString();
        assertThat(dump).contains("outbound|9080||ratings", "http_connection_manager");
        assertThat(dump).doesNotContain("cannot be shown");
      }
    }
  }

  @Test
  void itWarmsUpForProxiesThatWillComeUntilOneIsThere() throws Exception {
    try (var plane = ControlPlane.start(config());
        var api = api()) {
      assertThat(plane.warmUp().get(60, TimeUnit.SECONDS)).as("no workload").isZero();
      api.post("/lateen/v1/apply", BACKEND);
    }
    try (var plane = ControlPlane.start(config())) {
      assertThat(plane.warmUp().get(60, TimeUnit.SECONDS)).isPositive();
    }
    try (var plane = ControlPlane.start(config());
        var api = api()) {
      try (var proxy = productpageOn("host1", plane, api)) {
        assertThat(proxy.next()).as(proxy.failure()).isEqualTo("response");
        assertThat(plane.warmUp().get(60, TimeUnit.SECONDS)).isZero();
      }
    }
  }

  @Test
  void aNodeGetsNothingOfAWorkloadElsewhere() throws Exception {
    try (var plane = ControlPlane.start(config());
        var api = api()) {
      api.post("/lateen/v1/apply", BACKEND);
      try (var proxy = productpageOn("host2", plane, api)) {
        assertThat(proxy.next()).isEqualTo("error");
        assertThat(proxy.failure()).contains("PERMISSION_DENIED");
      }
    }
  }

  @Test
  void theCredentialIsPrivateAndItsTokenSurvivesARestart() throws Exception {
    String token;
    try (var plane = ControlPlane.start(config());
        var api = api()) {
      assertThat(plane.apiPort()).isPositive();
      token = api.token();
      api.post("/lateen/v1/apply", BACKEND);
    }
    var mode = Files.getPosixFilePermissions(folder.resolve("credential.json"));
    assertThat(PosixFilePermissions.toString(mode)).isEqualTo("rw-------");
    try (var plane = ControlPlane.start(config());
        var api = api()) {
      assertThat(plane.apiPort()).isPositive();
      assertThat(api.token()).isEqualTo(token);
      assertThat(uidOf(api, "productpage")).isNotEmpty();
      assertThat(api.get("/lateen/v1/status").path("ready").asBoolean(false)).isTrue();
    }
  }

  @Test
  void watchedFoldersAreRead() throws Exception {
    var watched = Files.createDirectory(folder.resolve("conf"));
    Files.writeString(watched.resolve("bad.yaml"), BACKEND.replace("port: 9080", "port: 0"));
    try (var plane = ControlPlane.start(config(watched));
        var api = api()) {
      assertThat(plane.xdsPort()).isPositive();
      var problems = api.get("/lateen/v1/problems").path("items");
      assertThat(problems.toString()).contains("bad.yaml", "Service default/reviews");
    }
  }

  @Test
  void aTakenPortIsOneClearMessage() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var port = taken.getLocalPort();
      for (var config : List.of(config(port, 0), config(0, port))) {
        var e = catchThrowableOfType(StartException.class, () -> ControlPlane.start(config));
        assertThat(e.exitCode()).isEqualTo(69);
        assertThat(e.getMessage()).contains("port " + port);
        assertThat(e.remedy()).contains("ss -ltnp");
      }
    }
    ControlPlane.start(config()).close();
  }

  @Test
  void aSecondOneOnTheSameDataIsRefused() throws Exception {
    try (var plane = ControlPlane.start(config())) {
      assertThat(plane.apiPort()).isPositive();
      var e = catchThrowableOfType(StartException.class, () -> ControlPlane.start(config()));
      assertThat(e.exitCode()).isEqualTo(69);
      assertThat(e.getMessage()).contains("store.db");
    }
  }

  @Test
  void aDamagedStoreIsNamed() throws Exception {
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(folder.resolve("data/store.db"), "no database at all".repeat(200));
    var e = catchThrowableOfType(StartException.class, () -> ControlPlane.start(config()));
    assertThat(e.exitCode()).isEqualTo(65);
    assertThat(e.remedy()).contains("mv ");
  }
}

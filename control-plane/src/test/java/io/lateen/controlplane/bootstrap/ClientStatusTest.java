// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.envoyproxy.envoy.service.status.v3.ClientConfig.GenericXdsConfig;
import io.envoyproxy.envoy.service.status.v3.ClientStatusDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.status.v3.ClientStatusRequest;
import io.envoyproxy.envoy.service.status.v3.ConfigStatus;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.lateen.controlplane.config.ControlPlaneConfig;
import io.lateen.controlplane.config.Listen;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Who may ask how the resources of proxies stand, at which door. */
class ClientStatusTest {

  private static final String PATH = "/v3/discovery:client_status";

  private static final String PODS =
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
      metadata: {name: one, namespace: default, labels: {security.istio.io/tlsMode: istio}}
      spec: {nodeName: host1, containers: [{name: app}]}
      status: {phase: Running, podIP: 10.77.1.2, podIPs: [{ip: 10.77.1.2}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: two, namespace: default, labels: {security.istio.io/tlsMode: istio}}
      spec: {nodeName: host2, containers: [{name: app}]}
      status: {phase: Running, podIP: 10.77.2.2, podIPs: [{ip: 10.77.2.2}]}
      """;

  @TempDir Path folder;

  private ControlPlane plane;
  private Api api;
  private ProxyClient one;
  private ProxyClient two;

  @BeforeEach
  void start() throws Exception {
    plane =
        ControlPlane.start(
            new ControlPlaneConfig(
                "cluster.local",
                folder.resolve("data"),
                new Listen("127.0.0.1", 0),
                new Listen("127.0.0.1", 0),
                List.of(),
                Optional.of(folder.resolve("credential.json")),
                List.of()));
    api = new Api(folder.resolve("credential.json"));
    api.post("/lateen/v1/apply", PODS);
    one = connected("host1", "one");
    two = connected("host2", "two");
  }

  private ProxyClient connected(String node, String pod) throws Exception {
    var uid =
        api.get("/api/v1/namespaces/default/pods/" + pod).path("metadata").path("uid").asString("");
    var token = api.post("/lateen/v1/nodes/" + node + "/join-tokens", "{}").path("token");
    var client = ProxyClient.join(plane.xdsPort(), api.roots().getFirst(), token.asString(""), uid);
    assertThat(client.next()).as(client.failure()).isEqualTo("response");
    return client;
  }

  @AfterEach
  void stop() {
    two.close();
    one.close();
    api.close();
    plane.close();
  }

  @Test
  void administratorsSeeEveryProxyAsJson() throws Exception {
    var clients = api.post(PATH, "{}").path("config");
    assertThat(clients.size()).isEqualTo(2);
    var cluster = clients.path(0).path("genericXdsConfigs").path(0);
    assertThat(cluster.path("typeUrl").asString("")).endsWith("config.cluster.v3.Cluster");
    assertThat(cluster.path("versionInfo").asString("")).hasSize(32);
    assertThat(cluster.path("xdsConfig").path("name").asString(""))
        .isEqualTo(cluster.path("name").asString("none"));

    var id = clients.path(1).path("node").path("id").asString("");
    var chosen = api.post(PATH, "{\"nodeMatchers\": [{\"nodeId\": {\"exact\": \"" + id + "\"}}]}");
    assertThat(chosen.path("config").size()).isEqualTo(1);
    assertThat(chosen.path("config").path(0).path("node").path("id").asString("")).isEqualTo(id);
  }

  @Test
  void aNodeSeesItsOwnProxiesOnly() throws Exception {
    api.eventually(
        "/lateen/v1/proxies",
        list -> list.path("items").valueStream().allMatch(ClientStatusTest::synced));
    var seen = one.clientStatus().getConfigList();
    assertThat(seen).hasSize(1);
    assertThat(seen.getFirst().getNode().getId()).startsWith("sidecar~");
    assertThat(seen).isNotEqualTo(two.clientStatus().getConfigList());
    assertThat(seen.getFirst().getGenericXdsConfigsList())
        .extracting(GenericXdsConfig::getConfigStatus)
        .isNotEmpty()
        .containsOnly(ConfigStatus.SYNCED);
  }

  private static boolean synced(JsonNode proxy) {
    return proxy
        .path("types")
        .valueStream()
        .allMatch(type -> type.path("sync").asString("").equals("SYNCED"));
  }

  @Test
  void nobodySeesAnythingWithoutACertificate() throws Exception {
    var tls = GrpcSslContexts.forClient().trustManager(api.roots().getFirst()).build();
    var channel = ProxyClient.channel(plane.xdsPort(), tls);
    try {
      var stub = ClientStatusDiscoveryServiceGrpc.newBlockingStub(channel);
      var refusal =
          catchThrowableOfType(
              StatusRuntimeException.class,
              () -> stub.fetchClientStatus(ClientStatusRequest.getDefaultInstance()));
      assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
    } finally {
      channel.shutdownNow();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.controlplane.config.ControlPlaneConfig;
import io.lateen.controlplane.config.Listen;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What authors of objects read about them, on a running control plane with a connected proxy. */
class ObjectStatusTest {

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
      status: {phase: Running, podIP: 10.77.1.2, podIPs: [{ip: 10.77.1.2}]}
      """;

  private static final String CLUSTER = "outbound|9080||reviews.default.svc.cluster.local";
  private static final String NETWORKING = "/apis/networking.istio.io/v1/namespaces/default/";
  private static final String RULE = NETWORKING + "destinationrules/ring";

  @TempDir Path folder;

  private ControlPlane start() throws StartException {
    return ControlPlane.start(
        new ControlPlaneConfig(
            "cluster.local",
            folder.resolve("data"),
            new Listen("127.0.0.1", 0),
            new Listen("127.0.0.1", 0),
            List.of(),
            Optional.of(folder.resolve("credential.json")),
            List.of()));
  }

  private Api api() throws Exception {
    return new Api(folder.resolve("credential.json"));
  }

  private static ProxyClient proxy(ControlPlane plane, Api api) throws Exception {
    var uid = api.get("/api/v1/namespaces/default/pods/productpage").path("metadata").path("uid");
    var token = api.post("/lateen/v1/nodes/host1/join-tokens", "{}").path("token").asString("");
    return ProxyClient.join(plane.xdsPort(), api.roots().getFirst(), token, uid.asString(""));
  }

  /** Envoy takes no ring above 8,388,608 (RingHashLbConfig.minimum_ring_size). */
  private static String rule(long ring) {
    return """
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: ring, namespace: default}
        spec:
          host: reviews
          trafficPolicy:
            loadBalancer:
              consistentHash: {httpHeaderName: x-user, ringHash: {minimumRingSize: %d}}
        """
        .formatted(ring);
  }

  private static JsonNode condition(JsonNode object, String type) {
    for (var condition : object.path("status").path("conditions")) {
      if (condition.path("type").asString("").equals(type)) {
        return condition;
      }
    }
    return object.path("none");
  }

  private static JsonNode await(Api api, String path, String type, String status) throws Exception {
    return condition(
        api.eventually(
            path, object -> condition(object, type).path("status").asString("").equals(status)),
        type);
  }

  @Test
  void whatEnvoyWouldRefuseIsToldToItsAuthorUntilItIsMended() throws Exception {
    try (var plane = start();
        var api = api()) {
      api.post("/lateen/v1/apply", BACKEND);
      try (var proxy = proxy(plane, api)) {
        assertThat(proxy.next()).as(proxy.failure()).isEqualTo("response");
        var before = proxy.resources().get(CLUSTER);
        var revision = api.post("/lateen/v1/apply", rule(99_999_999)).path("revision").asLong(0);

        var condition = await(api, RULE, "Programmed", "False");
        assertThat(condition.path("reason").asString("")).isEqualTo("HeldBack");
        assertThat(condition.path("message").asString("")).contains("minimum_ring_size", CLUSTER);
        assertThat(condition.path("observedGeneration").asLong(0)).isEqualTo(1);
        assertThat(condition.path("lastTransitionTime").asString("")).endsWith("Z");
        assertThat(proxy.resources().get(CLUSTER)).isEqualTo(before);
        var status = api.get("/lateen/v1/status?waitMs=20000&revision=" + revision);
        assertThat(status.path("heldBack").toString()).contains("DestinationRule default/ring");
        assertThat(status.path("settled").asBoolean(false)).isTrue();
        var service = api.get("/api/v1/namespaces/default/services/reviews");
        assertThat(service.path("status").path("conditions").isEmpty()).isTrue();

        api.post("/lateen/v1/apply", rule(1024));
        var mended = await(api, RULE, "Programmed", "True");
        assertThat(mended.path("observedGeneration").asLong(0)).isEqualTo(2);
        assertThat(proxy.next()).isEqualTo("response");
        assertThat(proxy.resources().get(CLUSTER)).isNotEqualTo(before);
        var events =
            api.get(
                "/api/v1/namespaces/default/events"
                    + "?fieldSelector=involvedObject.kind=DestinationRule");
        assertThat(events.path("items").size()).isEqualTo(2);
        var first = events.path("items").path(0);
        assertThat(first.path("type").asString("")).isEqualTo("Warning");
        assertThat(first.path("reason").asString("")).isEqualTo("HeldBack");
        assertThat(first.path("involvedObject").path("name").asString("")).isEqualTo("ring");
        assertThat(events.path("items").path(1).path("type").asString("")).isEqualTo("Normal");
      }
    }
  }

  @Test
  void whatAProxyRefusesIsToldToTheObjectThatChangedLast() throws Exception {
    try (var plane = start();
        var api = api()) {
      api.post("/lateen/v1/apply", BACKEND);
      try (var proxy = proxy(plane, api)) {
        assertThat(proxy.next()).as(proxy.failure()).isEqualTo("response");
        proxy.refuse("Error adding/updating cluster(s) " + CLUSTER + ": no such ring");
        api.post("/lateen/v1/apply", rule(1024));

        var condition = await(api, RULE, "Programmed", "False");
        assertThat(condition.path("reason").asString("")).isEqualTo("RefusedByProxy");
        assertThat(condition.path("message").asString("")).contains("no such ring");
        var service = api.get("/api/v1/namespaces/default/services/reviews");
        assertThat(service.path("status").path("conditions").isEmpty()).isTrue();
        assertThat(api.get("/lateen/v1/problems").toString())
            .contains("DestinationRule default/ring")
            .doesNotContain("Service default/reviews");
        var id = api.get("/lateen/v1/proxies").path("items").path(0).path("id").asString("");
        var nacks = "/lateen/v1/proxies/" + id + "/nacks";
        var nack = api.get(nacks).path("items").path(0);
        assertThat(nack.path("type").asString("")).isEqualTo("cds");
        assertThat(nack.path("knownBy").asString("")).isEqualTo("alone");
        assertThat(nack.has("mended")).isFalse();
        var guilty = nack.path("guilty").path(0);
        assertThat(guilty.path("resource").asString("")).isEqualTo(CLUSTER);
        assertThat(guilty.path("objects").toString())
            .contains("\"name\":\"ring\"", "\"line\":1")
            .doesNotContain("\"Service\"");

        proxy.accept();
        api.post("/lateen/v1/apply", rule(2048));
        assertThat(await(api, RULE, "Programmed", "True").path("reason").asString(""))
            .isEqualTo("Programmed");
        assertThat(api.get(nacks).path("items").path(0).has("mended")).isTrue();
      }
    }
  }

  @Test
  void theLoserOfAConflictIsToldUntilItWins() throws Exception {
    try (var plane = start();
        var api = api()) {
      assertThat(plane.apiPort()).isPositive();
      api.post("/lateen/v1/apply", BACKEND + "---\n" + routes("a") + "---\n" + routes("b"));

      var condition = await(api, NETWORKING + "virtualservices/b", "Warned", "True");
      assertThat(condition.path("message").asString(""))
          .contains("already belongs to VirtualService default/a, which wins");
      var winner = api.get(NETWORKING + "virtualservices/a");
      assertThat(condition(winner, "Warned").isMissingNode()).isTrue();

      api.delete(NETWORKING + "virtualservices/a");
      await(api, NETWORKING + "virtualservices/b", "Warned", "False");
    }
  }

  private static String routes(String name) {
    return """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: %s, namespace: default}
        spec:
          hosts: [reviews]
          http: [{route: [{destination: {host: reviews}}]}]
        """
        .formatted(name);
  }
}

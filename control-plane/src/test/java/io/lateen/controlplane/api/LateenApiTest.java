// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class LateenApiTest {

  private static final String APPLY = "/lateen/v1/apply";

  @TempDir Path folder;
  private Rig rig;

  @BeforeEach
  void open() throws Exception {
    rig = new Rig(folder);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private static String service(String name, int port) {
    return """
    apiVersion: v1
    kind: Service
    metadata: {name: %s}
    spec: {ports: [{name: http, port: %d}]}
    """
        .formatted(name, port);
  }

  private JsonNode apply(String mode, String... texts) throws Exception {
    var body = Rendering.JSON.createObjectNode();
    var sources = body.putArray("sources");
    for (var i = 0; i < texts.length; i++) {
      sources.addObject().put("name", "file-" + i + ".yaml").put("text", texts[i]);
    }
    var answer = rig.send("POST", APPLY + "?mode=" + mode, "application/json", body.toString());
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  @Test
  void severalFilesAreOneRevisionRange() throws Exception {
    var answer = apply("ALL_OR_NOTHING", service("a", 80), service("b", 80));
    assertThat(answer.path("accepted").asBoolean(false)).isTrue();
    assertThat(answer.path("revision").asInt(0)).isEqualTo(2);
    assertThat(answer.path("results").path(1).path("outcome").asString("")).isEqualTo("created");
    assertThat(
            apply("ALL_OR_NOTHING", service("a", 80))
                .path("results")
                .path(0)
                .path("outcome")
                .asString(""))
        .isEqualTo("unchanged");
  }

  @Test
  void oneBadDocumentKeepsAllOthersOut() throws Exception {
    var bad = service("b", 80).replace("port: 80", "port: 99999");
    var answer = apply("ALL_OR_NOTHING", service("a", 80), bad);
    assertThat(answer.path("accepted").asBoolean(true)).isFalse();
    assertThat(rig.store.image().objects()).isEmpty();
    var problem = answer.path("problems").path(0);
    assertThat(problem.path("source").asString("")).isEqualTo("file-1.yaml");
    assertThat(problem.path("line").asInt(0)).isEqualTo(4);
    assertThat(problem.path("path").asString("")).contains("port");
  }

  @Test
  void whatIsNoRequestForTheStatusOfClientsIsTold() throws Exception {
    var path = "/v3/discovery:client_status";
    assertThat(rig.send("POST", path, "application/json", "{}").text()).isEqualTo("{}");
    var unknown = rig.send("POST", path, "application/json", "{\"nodes\": []}");
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.text()).contains("nodes");
    var pattern = "{\"nodeMatchers\": [{\"nodeId\": {\"safeRegex\": {\"regex\": \"(\"}}}]}";
    assertThat(rig.send("POST", path, "application/json", pattern).status()).isEqualTo(400);
    assertThat(rig.get(path).status()).isEqualTo(405);
  }

  @Test
  void valuesThatAreNoConfigurationOfEnvoyStayOut() throws Exception {
    var filter =
        """
        apiVersion: networking.istio.io/v1alpha3
        kind: EnvoyFilter
        metadata: {name: patched}
        spec:
          configPatches:
          - applyTo: CLUSTER
            patch: {operation: MERGE, value: {connect_timeout: soon}}
        """;
    var answer = apply("ALL_OR_NOTHING", filter);
    assertThat(answer.path("accepted").asBoolean(true)).isFalse();
    assertThat(answer.path("problems"))
        .anySatisfy(
            problem -> {
              assertThat(problem.path("path").asString(""))
                  .isEqualTo("configPatches[0].patch.value.connect_timeout");
              assertThat(problem.path("line").asInt(0)).isEqualTo(7);
            });
    assertThat(rig.store.image().objects()).isEmpty();
  }

  @Test
  void theGoodOnesPassWhenAskedFor() throws Exception {
    var bad = service("b", 80).replace("port: 80", "port: 99999");
    var answer = apply("KEEP_GOING", service("a", 80), bad);
    assertThat(answer.path("accepted").asBoolean(true)).isFalse();
    assertThat(answer.path("results").path(0).path("outcome").asString("")).isEqualTo("created");
    assertThat(answer.path("results").path(1).path("outcome").asString("")).isEqualTo("invalid");
    assertThat(rig.store.image().objects()).hasSize(1);
  }

  @Test
  void oneObjectInTwoFilesIsAMistake() throws Exception {
    var answer = apply("ALL_OR_NOTHING", service("a", 80), service("a", 81));
    assertThat(answer.path("accepted").asBoolean(true)).isFalse();
    assertThat(answer.path("problems").toString()).contains("file-0.yaml", "file-1.yaml");
  }

  @Test
  void aDryRunShowsBeforeAndAfter() throws Exception {
    apply("ALL_OR_NOTHING", service("a", 80));
    var result = apply("DRY_RUN", service("a", 81)).path("results").path(0);
    assertThat(result.path("before").toString()).contains(":80");
    assertThat(result.path("after").toString()).contains(":81");
    assertThat(rig.store.image().revision()).isEqualTo(1);
  }

  @Test
  void historyAndUndo() throws Exception {
    apply("ALL_OR_NOTHING", service("a", 80));
    apply("ALL_OR_NOTHING", service("a", 81));
    var object = "?kind=Service&namespace=default&name=a";
    var history = rig.get("/lateen/v1/history" + object).json().path("items");
    assertThat(history.size()).isEqualTo(2);
    assertThat(history.path(0).path("author").asString("")).isEqualTo("admin");
    var undone = rig.send("POST", "/lateen/v1/undo" + object, "application/json", "{}");
    assertThat(undone.status()).as(undone.text()).isEqualTo(200);
    assertThat(rig.get("/api/v1/namespaces/default/services/a").text()).contains("\"port\":80");
    var again =
        rig.send("POST", "/lateen/v1/undo" + object + "&toRevision=2", "application/json", "{}");
    assertThat(again.status()).isEqualTo(200);
    assertThat(rig.get("/api/v1/namespaces/default/services/a").text()).contains("\"port\":81");
    assertThat(
            rig.send("POST", "/lateen/v1/undo?kind=Service&name=none", "application/json", "{}")
                .status())
        .isEqualTo(404);
  }

  @Test
  void undoOfTheFirstRevisionRemovesTheObject() throws Exception {
    apply("ALL_OR_NOTHING", service("a", 80));
    var object = "?kind=Service&namespace=default&name=a";
    rig.send("POST", "/lateen/v1/undo" + object, "application/json", "{}");
    assertThat(rig.get("/api/v1/namespaces/default/services/a").status()).isEqualTo(404);
    rig.send("POST", "/lateen/v1/undo" + object, "application/json", "{}");
    assertThat(rig.get("/api/v1/namespaces/default/services/a").status()).isEqualTo(200);
  }

  @Test
  void statusWaitsForARevision() throws Exception {
    var revision = apply("ALL_OR_NOTHING", service("a", 80)).path("revision").asInt(0);
    var status = rig.get("/lateen/v1/status?revision=" + revision + "&waitMs=20000").json();
    assertThat(status.path("settled").asBoolean(false)).isTrue();
    assertThat(status.path("publishedRevision").asInt(0)).isEqualTo(revision);
    var early = rig.get("/lateen/v1/status?revision=" + (revision + 1)).json();
    assertThat(early.path("settled").asBoolean(true)).isFalse();
  }

  @Test
  void aJoinTokenIsIssuedForOneNode() throws Exception {
    var answer = rig.send("POST", "/lateen/v1/nodes/host1/join-tokens", "application/json", "{}");
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().path("token").asString("")).startsWith("lateen-join-");
    assertThat(
            rig.send("POST", "/lateen/v1/nodes/..%2Fx/join-tokens", "application/json", "{}")
                .status())
        .isEqualTo(400);
  }

  @Test
  void aJoinTokenIsBoundToWhatItsMakerSays() throws Exception {
    var path = "/lateen/v1/nodes/host1/join-tokens";
    var bound = rig.send("POST", path + "?from=10.1.0.0/16", "application/json", "{}");
    assertThat(bound.json().path("from").asString("")).isEqualTo("10.1.0.0/16");
    for (var bad : List.of("?from=here", "?validitySeconds=0", "?validitySeconds=601")) {
      assertThat(rig.send("POST", path + bad, "application/json", "{}").status())
          .as(bad)
          .isEqualTo(400);
    }
    var group = "/lateen/v1/workload-groups/vms/legacy/join-tokens";
    assertThat(rig.send("POST", group, "application/json", "{}").status()).isEqualTo(404);
  }

  @Test
  void theAuditLogSaysDoneOfWhatWasDoneAlone() throws Exception {
    rig.send("POST", "/lateen/v1/nodes/a%2Fb/join-tokens", "application/json", "{}");
    rig.send("POST", "/lateen/v1/nodes/host1/join-tokens", "application/json", "{}");
    rig.send("POST", "/lateen/v1/ca/rotate", "application/json", "{}");
    assertThat(rig.send("POST", "/lateen/v1/ca/rotate", "application/json", "{}").status())
        .isEqualTo(409);
    var records = rig.store.audit().after(0, 100).join().stream().map(Object::toString).toList();
    assertThat(records).filteredOn(text -> text.contains("join token")).hasSize(1);
    assertThat(records)
        .filteredOn(text -> text.contains("rotate"))
        .satisfiesExactly(
            text -> assertThat(text).contains("begun"),
            text -> assertThat(text).contains("done"),
            text -> assertThat(text).contains("begun"),
            text -> assertThat(text).contains("refused"));
  }

  @Test
  void problemsAndMetricsAreShown() throws Exception {
    assertThat(rig.get("/lateen/v1/problems").json().path("items").isEmpty()).isTrue();
    assertThat(rig.get("/metrics").text()).isEqualTo("a_metric 1\n");
    assertThat(rig.get("/lateen/v1/proxies/none").status()).isEqualTo(404);
    assertThat(
            rig.get("/lateen/v1/proxies").json().path("faults").path(0).path("fault").asString(""))
        .isEqualTo("malformed");
    assertThat(rig.get("/lateen/v1/none").status()).isEqualTo(404);
  }
}

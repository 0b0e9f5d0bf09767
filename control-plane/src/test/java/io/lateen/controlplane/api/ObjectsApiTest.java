// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectsApiTest {

  private static final String ROUTES =
      "/apis/networking.istio.io/v1/namespaces/default/virtualservices";
  private static final String YAML = "application/yaml";
  private static final String APPLY = "application/apply-patch+yaml";

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

  private static String route(String name, String destination) {
    return """
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata:
      name: %s
      namespace: default
      labels: {app: %s}
    spec:
      hosts: [reviews]
      http:
      - route:
        - destination: {host: %s}
    """
        .formatted(name, name, destination);
  }

  @Test
  void anObjectLivesAsInKubernetes() throws Exception {
    var created = rig.send("POST", ROUTES, YAML, route("reviews", "reviews"));
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    var version = created.json().path("metadata").path("resourceVersion").asString("");
    assertThat(version).isEqualTo("1");
    assertThat(rig.send("POST", ROUTES, YAML, route("reviews", "other")).status()).isEqualTo(409);

    var read = rig.get(ROUTES + "/reviews");
    assertThat(read.json().path("metadata").path("uid").asString("")).isNotEmpty();
    var old = rig.get(ROUTES.replace("/v1/", "/v1beta1/") + "/reviews");
    assertThat(old.json().path("apiVersion").asString("")).isEqualTo("networking.istio.io/v1beta1");

    var body = read.text().replace("\"host\":\"reviews\"", "\"host\":\"ratings\"");
    assertThat(rig.send("PUT", ROUTES + "/reviews", "application/json", body).status())
        .isEqualTo(200);
    var stale = rig.send("PUT", ROUTES + "/reviews", "application/json", body);
    assertThat(stale.status()).isEqualTo(409);
    assertThat(stale.json().path("reason").asString("")).isEqualTo("Conflict");

    assertThat(rig.delete(ROUTES + "/reviews").status()).isEqualTo(200);
    assertThat(rig.get(ROUTES + "/reviews").status()).isEqualTo(404);
    assertThat(rig.delete(ROUTES + "/reviews").status()).isEqualTo(404);
  }

  @Test
  void anApplyPatchCreatesAndReplaces() throws Exception {
    var path = ROUTES + "/reviews?fieldManager=test";
    assertThat(rig.send("PATCH", path, APPLY, route("reviews", "reviews")).status()).isEqualTo(200);
    rig.send("PATCH", path, APPLY, route("reviews", "ratings"));
    var text = rig.get(ROUTES + "/reviews").text();
    assertThat(text).contains("\"host\":\"ratings\"").contains("\"generation\":2");
  }

  @Test
  void aMergePatchChangesFields() throws Exception {
    rig.send("POST", ROUTES, YAML, route("reviews", "reviews"));
    var patch = "{\"metadata\":{\"labels\":{\"app\":null,\"team\":\"b\"}}}";
    var answer = rig.send("PATCH", ROUTES + "/reviews", "application/merge-patch+json", patch);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(rig.get(ROUTES + "/reviews").json().path("metadata").path("labels").toString())
        .isEqualTo("{\"team\":\"b\"}");
    assertThat(rig.send("PATCH", ROUTES + "/reviews", "application/json-patch+json", "[]").status())
        .isEqualTo(415);
  }

  @Test
  void aListHasARevisionAndSelectors() throws Exception {
    rig.send("POST", ROUTES, YAML, route("a", "reviews"));
    rig.send("POST", ROUTES, YAML, route("b", "reviews"));
    var list = rig.get("/apis/networking.istio.io/v1/virtualservices").json();
    assertThat(list.path("kind").asString("")).isEqualTo("VirtualServiceList");
    assertThat(list.path("metadata").path("resourceVersion").asString("")).isEqualTo("2");
    assertThat(list.path("items").size()).isEqualTo(2);
    assertThat(rig.get(ROUTES + "?labelSelector=app%3Da").json().path("items").size()).isEqualTo(1);
    assertThat(rig.get(ROUTES + "?labelSelector=app!%3Da,app").json().path("items").size())
        .isEqualTo(1);
    assertThat(rig.get(ROUTES + "?fieldSelector=metadata.name%3Db").json().path("items").size())
        .isEqualTo(1);
    assertThat(rig.get(ROUTES + "?labelSelector=app%20in%20(a)").status()).isEqualTo(400);
  }

  @Test
  void anInvalidObjectChangesNothingAndNamesTheReason() throws Exception {
    var invalid =
        route("reviews", "reviews").replace("hosts: [reviews]", "hosts: [reviews]\n  htp: []");
    var answer = rig.send("POST", ROUTES, YAML, invalid);
    assertThat(answer.status()).isEqualTo(422);
    var cause = answer.json().path("details").path("causes").path(0);
    assertThat(cause.path("message").asString("")).contains("htp", "http");
    assertThat(rig.store.image().objects()).isEmpty();
  }

  @Test
  void theBodyMustBeWhatThePathSays() throws Exception {
    var answer = rig.send("PUT", ROUTES + "/other", YAML, route("reviews", "reviews"));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(rig.send("POST", ROUTES, YAML, "{not yaml").status()).isIn(400, 422);
    assertThat(rig.send("POST", ROUTES, YAML, "").status()).isEqualTo(400);
    assertThat(rig.send("POST", ROUTES, YAML, route("a", "x") + "---\n" + route("b", "x")).status())
        .isEqualTo(400);
  }

  @Test
  void aDryRunOnlyValidates() throws Exception {
    assertThat(rig.send("POST", ROUTES + "?dryRun=All", YAML, route("reviews", "reviews")).status())
        .isEqualTo(201);
    assertThat(rig.store.image().objects()).isEmpty();
  }

  @Test
  void aWatchTellsChangesAsLines() throws Exception {
    rig.send("POST", ROUTES, YAML, route("a", "reviews"));
    var request =
        rig.request(ROUTES + "?watch=true&resourceVersion=0&allowWatchBookmarks=true").build();
    var response = rig.http().send(request, HttpResponse.BodyHandlers.ofInputStream());
    try (var lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).contains("\"type\":\"ADDED\"", "\"name\":\"a\"");
      assertThat(lines.readLine()).contains("\"type\":\"BOOKMARK\"");
      rig.send("POST", ROUTES, YAML, route("b", "reviews"));
      assertThat(lines.readLine()).contains("\"type\":\"ADDED\"", "\"name\":\"b\"");
      rig.delete(ROUTES + "/a");
      assertThat(lines.readLine()).contains("\"type\":\"DELETED\"", "\"resourceVersion\":\"3\"");
    }
  }

  @Test
  void aWatchFromARevisionOutsideTheWindowIsExpired() throws Exception {
    rig.store.watch(0);
    for (var i = 0; i < 150; i++) {
      rig.send("PATCH", ROUTES + "/a", APPLY, route("a", "host-" + i));
    }
    // The log keeps 100 revisions of one object, so after a start the window begins behind them.
    rig.close();
    rig = new Rig(folder);
    var answer = rig.get(ROUTES + "?watch=true&resourceVersion=5&timeoutSeconds=1");
    assertThat(answer.text()).contains("\"type\":\"ERROR\"", "\"code\":410", "Expired");
  }

  @Test
  void discoveryNamesWhatIsServed() throws Exception {
    assertThat(rig.get("/api").text()).contains("\"versions\":[\"v1\"]");
    assertThat(rig.get("/apis").text()).contains("networking.istio.io/v1beta1");
    var resources = rig.get("/apis/networking.istio.io/v1").json();
    assertThat(resources.toString())
        .contains("\"name\":\"virtualservices\"", "\"shortNames\":[\"vs\"]");
    assertThat(rig.get("/api/v1").text()).contains("\"name\":\"namespaces\"");
    assertThat(rig.get("/apis/nobody.example/v1").status()).isEqualTo(404);
    assertThat(rig.get("/apis/networking.istio.io/v9/virtualservices").status()).isEqualTo(404);
    assertThat(rig.get("/version").text()).contains("gitVersion");
    assertThat(rig.get("/openapi/v3").text()).contains("apis/networking.istio.io/v1beta1");
    assertThat(rig.get("/openapi/v3/apis/networking.istio.io/v1").text())
        .contains("fieldValidation", "VirtualService");
    assertThat(rig.get("/openapi/v2").status()).isEqualTo(404);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.controlplane.access.Binding;
import io.lateen.controlplane.access.Role;
import io.lateen.identity.SpiffeId;
import io.lateen.identity.TrustDomain;
import io.lateen.identity.authority.ServerName;
import io.lateen.sourcestore.audit.Actor;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Bindings and tokens over the API, and what they change at once. */
class AccessApiTest {

  private static final Actor TESTER = new Actor("tester", "admin", "");
  private static final String BINDINGS = "/lateen/v1/access/bindings";
  private static final String TOKENS = "/lateen/v1/access/tokens";
  private static final String SERVICE =
      """
      {apiVersion: v1, kind: Service, metadata: {name: %s, namespace: %s},
       spec: {ports: [{name: http, port: 80}]}}
      """;

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

  private Rig.Answer bind(String subject, String role, String namespace) throws Exception {
    var body =
        "{subject: '%s', role: '%s', namespaces: ['%s']}".formatted(subject, role, namespace);
    return rig.send("POST", BINDINGS, "application/json", body);
  }

  private JsonNode issue(String subject) throws Exception {
    return rig.send("POST", TOKENS, "application/json", "{subject: '" + subject + "'}").json();
  }

  private Rig.Answer as(String token, String method, String path, String body) throws Exception {
    return rig.send(
        rig.request(path, token)
            .header("Content-Type", "application/yaml")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  @Test
  void anEditorOfOneNamespaceWritesThereOnly() throws Exception {
    assertThat(bind("ann", "editor", "shop").status()).isEqualTo(201);
    var token = issue("ann").path("token").asString("");

    assertThat(as(token, "POST", "/lateen/v1/apply", SERVICE.formatted("a", "shop")).status())
        .isEqualTo(200);
    var foreign = as(token, "POST", "/lateen/v1/apply", SERVICE.formatted("a", "bank"));
    assertThat(foreign.status()).isEqualTo(403);
    assertThat(foreign.json().path("message").asString(""))
        .isEqualTo("ann may not create Service bank/a in namespace bank: it is editor in shop");
    var both = SERVICE.formatted("b", "shop") + "---\n" + SERVICE.formatted("b", "bank");
    assertThat(as(token, "POST", "/lateen/v1/apply?mode=KEEP_GOING", both).status()).isEqualTo(403);
    assertThat(rig.store.image().objects()).hasSize(1);
    assertThat(as(token, "GET", "/api/v1/namespaces/shop/services", "").status()).isEqualTo(200);
    assertThat(as(token, "GET", "/api/v1/services", "").status()).isEqualTo(403);
    assertThat(as(token, "GET", "/api/v1/namespaces/bank/services/none", "").status())
        .isEqualTo(403);
    assertThat(as(token, "GET", "/lateen/v1/problems?namespace=shop", "").status()).isEqualTo(200);
    assertThat(as(token, "GET", "/lateen/v1/problems", "").status()).isEqualTo(403);
    assertThat(as(token, "GET", "/lateen/v1/proxies", "").json().path("faults").isEmpty()).isTrue();
  }

  @Test
  void aBodyCannotLeaveTheNamespaceOfThePath() throws Exception {
    bind("ann", "editor", "shop");
    var token = issue("ann").path("token").asString("");
    var path = "/api/v1/namespaces/shop/services";
    assertThat(as(token, "POST", path, SERVICE.formatted("a", "bank")).status()).isEqualTo(400);
    assertThat(rig.store.image().objects()).isEmpty();
  }

  @Test
  void aRoleThatIsTakenAwayIsGoneAtOnce() throws Exception {
    bind("ann", "viewer", "*");
    var token = issue("ann").path("token").asString("");
    assertThat(as(token, "GET", "/lateen/v1/whoami", "").json().path("subject").asString(""))
        .isEqualTo("ann");
    assertThat(rig.delete(BINDINGS + "?subject=ann&role=viewer").status()).isEqualTo(200);
    assertThat(as(token, "GET", "/lateen/v1/whoami", "").status()).isEqualTo(403);
    assertThat(rig.delete(BINDINGS + "?subject=ann&role=viewer").status()).isEqualTo(404);
  }

  @Test
  void aTokenThatIsRevokedIsGoneAtOnce() throws Exception {
    bind("ann", "viewer", "*");
    var issued = issue("ann");
    var token = issued.path("token").asString("");
    assertThat(as(token, "GET", "/version", "").status()).isEqualTo(200);
    assertThat(rig.get(TOKENS).text())
        .contains(issued.path("id").asString("?"))
        .doesNotContain(token, "hash");
    assertThat(rig.delete(TOKENS + "/" + issued.path("id").asString("")).status()).isEqualTo(200);
    assertThat(as(token, "GET", "/version", "").status()).isEqualTo(401);
    assertThat(rig.delete(TOKENS + "/none").status()).isEqualTo(404);
  }

  @Test
  void anOpenWatchEndsWithTheRightToIt() throws Exception {
    bind("ann", "viewer", "*");
    var token = issue("ann").path("token").asString("");
    rig.send("POST", "/lateen/v1/apply", "application/yaml", SERVICE.formatted("a", "x"));
    var watch =
        rig.http()
            .send(
                rig.request("/api/v1/services?watch=true&resourceVersion=0", token).build(),
                HttpResponse.BodyHandlers.ofLines());
    var lines = watch.body().iterator();
    assertThat(lines.next()).contains("ADDED");
    rig.delete(BINDINGS + "?subject=ann&role=viewer");
    rig.send("POST", "/lateen/v1/apply", "application/yaml", SERVICE.formatted("b", "x"));
    assertThat(endsWithoutALine(lines)).isTrue();
  }

  /** The connection is cut: the reader sees an end or an error, never another event. */
  private static boolean endsWithoutALine(Iterator<String> lines) {
    try {
      return !lines.hasNext();
    } catch (UncheckedIOException e) {
      return true;
    }
  }

  @Test
  void badWishesAreRefusedWithTheirReason() throws Exception {
    assertThat(bind("admin", "viewer", "*").status()).isEqualTo(400);
    assertThat(bind("a b", "viewer", "*").text()).contains("letters, digits");
    assertThat(bind("ann", "owner", "*").text()).contains("security-editor");
    assertThat(bind("ann", "viewer", "No_Name").text()).contains("no name of a namespace");
    var forever = "{subject: ann, validitySeconds: 99999999999}";
    assertThat(rig.send("POST", TOKENS, "application/json", forever).text()).contains("30 days");
    var spiffe = "{subject: 'spiffe://cluster.local/ns/a/sa/b'}";
    assertThat(rig.send("POST", TOKENS, "application/json", spiffe).text()).contains("SPIFFE");
    assertThat(rig.send("PATCH", TOKENS, "application/json", "{}").status()).isEqualTo(405);
    assertThat(rig.send("PATCH", BINDINGS, "application/json", "{}").status()).isEqualTo(405);
    assertThat(rig.get("/lateen/v1/access/none").status()).isEqualTo(404);
    assertThat(rig.get(TOKENS + "/x").status()).isEqualTo(405);
    assertThat(rig.get(TOKENS + "/x/y").status()).isEqualTo(404);
  }

  @Test
  void whoamiAnswersForAKindAndANamespace() throws Exception {
    bind("ann", "security-editor", "shop");
    var token = issue("ann").path("token").asString("");
    var may = "/lateen/v1/whoami?verb=update&namespace=shop&kind=";
    assertThat(as(token, "GET", may + "AuthorizationPolicy", "").json().path("allowed").asBoolean())
        .isTrue();
    var no = as(token, "GET", may + "VirtualService", "").json();
    assertThat(no.path("allowed").asBoolean(true)).isFalse();
    assertThat(no.path("reason").asString("")).contains("security-editor in shop");
    assertThat(as(token, "GET", may + "Nothing", "").status()).isEqualTo(400);
    assertThat(as(token, "GET", "/lateen/v1/whoami?kind=Service&verb=own", "").status())
        .isEqualTo(400);
    assertThat(as(token, "POST", "/lateen/v1/whoami", "").status()).isEqualTo(405);
    assertThat(as(token, "GET", "/lateen/v1/whoami/x", "").status()).isEqualTo(404);
  }

  @Test
  void aCertificateOfTheMeshIsAProofButNoRole() throws Exception {
    var id = SpiffeId.controlPlane(new TrustDomain("cluster.local"));
    try (var http = certified(id)) {
      assertThat(version(http)).isEqualTo(403);
      rig.access.bind(TESTER, id.toString(), Role.VIEWER, Set.of(Binding.EVERYWHERE));
      assertThat(version(http)).isEqualTo(200);
    }
  }

  private int version(HttpClient http) throws Exception {
    var uri = URI.create("https://127.0.0.1:" + rig.port() + "/version");
    return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private HttpClient certified(SpiffeId id) throws Exception {
    var svid = rig.authority.issueServer(id, List.of(ServerName.of("client"))).orThrow();
    var keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    keys.setKeyEntry(
        "me",
        svid.key().privateKey(),
        new char[0],
        svid.svid().chain().toArray(Certificate[]::new));
    var manager = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    manager.init(keys, new char[0]);
    var roots = KeyStore.getInstance("PKCS12");
    roots.load(null, null);
    roots.setCertificateEntry("root", rig.authority.bundle().roots().getFirst());
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(roots);
    var tls = SSLContext.getInstance("TLSv1.3");
    tls.init(manager.getKeyManagers(), trust.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(tls).build();
  }

  @Test
  void whatWasRefusedIsInTheAuditLog() throws Exception {
    bind("ann", "viewer", "*");
    var token = issue("ann").path("token").asString("");
    as(token, "POST", "/lateen/v1/apply", SERVICE.formatted("a", "shop"));
    as("lateen-access-x", "GET", "/version", "");
    var lines = rig.store.audit().after(0, 100).join();
    assertThat(lines).hasSize(4);
    assertThat(lines.get(2).json())
        .contains("\"subject\":\"ann\"", "\"verb\":\"create\"", "Service shop/a", "denied");
    assertThat(lines.get(3).json()).contains("unknown from 127.0.0.1", "GET /version", "denied");
    assertThat(lines.toString()).doesNotContain(token);
  }

  @Test
  void floodsOfRefusalsDoNotFillTheLog() throws Exception {
    for (var i = 0; i < Denials.BURST + 20; i++) {
      as("lateen-access-x", "GET", "/version", "");
    }
    assertThat(rig.store.audit().after(0, 1000).join())
        .hasSizeBetween(Denials.BURST, Denials.BURST + 3);
  }

  @Test
  void tokensAreHashedAtRestAndOutliveARestart() throws Exception {
    bind("ann", "viewer", "*");
    var token = issue("ann").path("token").asString("");
    assertThat(rig.store.access().image().toString()).contains("hash").doesNotContain(token);
    rig.close();
    rig = new Rig(folder);
    assertThat(as(token, "GET", "/version", "").status()).isEqualTo(200);
    assertThat(rig.access.tokens().getFirst().expires())
        .isBefore(Instant.now().plus(Duration.ofHours(2)));
  }
}

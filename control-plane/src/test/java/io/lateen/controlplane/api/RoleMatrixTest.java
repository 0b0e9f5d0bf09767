// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.controlplane.access.Binding;
import io.lateen.controlplane.access.Role;
import io.lateen.sourcestore.audit.Actor;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each route, knocked at by nobody, by somebody without a role, and by each role. */
class RoleMatrixTest {

  private static final Actor TESTER = new Actor("tester", "admin", "");
  private static final Limits PATIENT = new Limits(1 << 20, 500, 200, 100_000, 100_000, 100_000);

  @TempDir Path folder;
  private Rig rig;
  private final Map<Role, String> tokens = new EnumMap<>(Role.class);
  private String stranger;

  /**
   * A call and who may make it.
   *
   * @param least words of the roles that get in
   */
  private record Door(String method, String path, String body, Set<Role> let) {}

  private static final Set<Role> ALL = Set.of(Role.values());
  private static final Set<Role> EDITORS = Set.of(Role.EDITOR, Role.ADMIN);
  private static final Set<Role> SECURITY = Set.of(Role.SECURITY_EDITOR, Role.ADMIN);
  private static final Set<Role> ADMINS = Set.of(Role.ADMIN);

  @BeforeEach
  void open() throws Exception {
    rig = new Rig(folder, PATIENT);
    for (var role : Role.values()) {
      var name = "user-" + role.word();
      rig.access.bind(TESTER, name, role, Set.of(Binding.EVERYWHERE));
      tokens.put(role, token(name));
    }
    stranger = token("without-a-role");
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private String token(String subject) throws Exception {
    return rig.access.issue(TESTER, subject, Duration.ofHours(1)).orThrow().text().reveal();
  }

  private static String object(String apiVersion, String kind) {
    return "{apiVersion: "
        + apiVersion
        + ", kind: "
        + kind
        + ", metadata: {name: x, namespace: a}}";
  }

  private static List<Door> doors() {
    var doors = new ArrayList<Door>();
    for (var path :
        List.of(
            "/api",
            "/api/v1",
            "/apis",
            "/apis/networking.istio.io",
            "/apis/networking.istio.io/v1",
            "/openapi/v3",
            "/version",
            "/metrics",
            "/api/v1/services",
            "/api/v1/namespaces/a/secrets",
            "/api/v1/events",
            "/apis/security.istio.io/v1/authorizationpolicies",
            "/apis/networking.istio.io/v1alpha3/namespaces/a/envoyfilters",
            "/lateen/v1/history?kind=Service&namespace=a&name=x",
            "/lateen/v1/problems",
            "/lateen/v1/mtls",
            "/lateen/v1/status",
            "/lateen/v1/proxies",
            "/lateen/v1/proxies/none",
            "/lateen/v1/whoami",
            "/v3/discovery:client_status",
            "/nothing/here")) {
      doors.add(new Door("GET", path, "", ALL));
    }
    doors.add(new Door("GET", "/lateen/v1/audit", "", SECURITY));
    doors.add(new Door("GET", "/lateen/v1/audit/export", "", SECURITY));
    doors.add(new Door("GET", "/lateen/v1/ca", "", ADMINS));
    doors.add(new Door("GET", "/lateen/v1/ca/bundle", "", ADMINS));
    doors.add(new Door("POST", "/lateen/v1/ca/rotate", "{}", ADMINS));
    doors.add(new Door("GET", "/lateen/v1/seal", "", ADMINS));
    doors.add(new Door("POST", "/lateen/v1/seal/rotate", "{}", ADMINS));
    doors.add(new Door("GET", "/lateen/v1/access/bindings", "", ADMINS));
    doors.add(new Door("GET", "/lateen/v1/access/tokens", "", ADMINS));
    doors.add(new Door("POST", "/lateen/v1/access/bindings", "{}", ADMINS));
    doors.add(new Door("DELETE", "/lateen/v1/access/bindings?subject=x", "", ADMINS));
    doors.add(new Door("POST", "/lateen/v1/access/tokens", "{}", ADMINS));
    doors.add(new Door("DELETE", "/lateen/v1/access/tokens/x", "", ADMINS));
    doors.add(new Door("POST", "/lateen/v1/nodes/n/join-tokens", "{}", ADMINS));
    doors.add(new Door("POST", "/lateen/v1/workload-groups/a/g/join-tokens", "{}", ADMINS));
    for (var word : List.of("", "?dryRun=All")) {
      write(doors, "/api/v1/namespaces/a/services", object("v1", "Service"), word, EDITORS);
      write(
          doors,
          "/apis/networking.istio.io/v1/namespaces/a/virtualservices",
          object("networking.istio.io/v1", "VirtualService"),
          word,
          EDITORS);
      write(doors, "/api/v1/namespaces/a/secrets", object("v1", "Secret"), word, SECURITY);
      write(
          doors,
          "/apis/security.istio.io/v1/namespaces/a/peerauthentications",
          object("security.istio.io/v1", "PeerAuthentication"),
          word,
          SECURITY);
      write(
          doors,
          "/apis/networking.istio.io/v1alpha3/namespaces/a/envoyfilters",
          object("networking.istio.io/v1alpha3", "EnvoyFilter"),
          word,
          ADMINS);
    }
    for (var mode : List.of("ALL_OR_NOTHING", "KEEP_GOING", "DRY_RUN")) {
      var apply = "/lateen/v1/apply?mode=" + mode;
      doors.add(new Door("POST", apply, object("v1", "Service"), EDITORS));
      doors.add(
          new Door("POST", apply, object("security.istio.io/v1", "AuthorizationPolicy"), SECURITY));
      doors.add(
          new Door("POST", apply, object("networking.istio.io/v1alpha3", "EnvoyFilter"), ADMINS));
    }
    doors.add(new Door("POST", "/lateen/v1/undo?kind=Service&namespace=a&name=x", "{}", EDITORS));
    doors.add(
        new Door(
            "POST",
            "/lateen/v1/undo?group=security.istio.io&kind=PeerAuthentication&namespace=a&name=x",
            "{}",
            SECURITY));
    return doors;
  }

  private static void write(
      List<Door> doors, String collection, String body, String query, Set<Role> let) {
    doors.add(new Door("POST", collection + query, body, let));
    doors.add(new Door("PUT", collection + "/x" + query, body, let));
    doors.add(new Door("PATCH", collection + "/x" + query, body, let));
    doors.add(new Door("DELETE", collection + "/x" + query, "", let));
  }

  private int knock(Door door, String token) throws Exception {
    var request =
        (token.isEmpty()
                ? HttpRequest.newBuilder(
                    URI.create("https://127.0.0.1:" + rig.port() + door.path()))
                : rig.request(door.path(), token))
            .header("Content-Type", "application/yaml")
            .method(door.method(), HttpRequest.BodyPublishers.ofString(door.body()))
            .build();
    return rig.send(request).status();
  }

  @Test
  void everyRouteIsKnockedAt() {
    assertThat(rig.paths)
        .allSatisfy(path -> assertThat(doors()).anyMatch(door -> door.path().startsWith(path)));
  }

  @Test
  void nobodyGetsInWithoutAProof() throws Exception {
    for (var door : doors()) {
      assertThat(knock(door, "")).as("%s", door).isEqualTo(401);
      assertThat(knock(door, "lateen-access-" + "A".repeat(43))).as("%s", door).isEqualTo(401);
    }
  }

  @Test
  void aProofWithoutARoleOpensNothing() throws Exception {
    for (var door : doors()) {
      assertThat(knock(door, stranger)).as("%s", door).isEqualTo(403);
    }
  }

  @Test
  void eachRoleGetsInWhereItMayAndNowhereElse() throws Exception {
    for (var door : doors()) {
      for (var role : Role.values()) {
        var status = knock(door, tokens.getOrDefault(role, ""));
        if (door.let().contains(role)) {
          assertThat(status).as("%s by %s", door, role).isNotIn(401, 403, 500);
        } else {
          assertThat(status).as("%s by %s", door, role).isEqualTo(403);
        }
      }
    }
  }

  @Test
  void theLocalAdministratorGetsInEverywhere() throws Exception {
    for (var door : doors()) {
      assertThat(knock(door, Rig.TOKEN)).as("%s", door).isNotIn(401, 403, 500);
    }
  }
}

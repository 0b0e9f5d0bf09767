// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.authz;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.cli.TestShell;
import io.lateen.cli.shell.Documents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthzCommandTest {

  private static final String MESH =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: shop-5d8f-x7k2p, namespace: home, labels: {app: shop}}
      spec: {serviceAccountName: shop, containers: [{name: c, image: i}]}
      status: {phase: Running, podIP: 10.0.0.1}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: web, namespace: home}
      spec: {serviceAccountName: web, containers: [{name: c, image: i}]}
      status: {phase: Running, podIP: 10.0.0.2}
      ---
      apiVersion: security.istio.io/v1
      kind: AuthorizationPolicy
      metadata: {name: web-reads, namespace: home}
      spec:
        selector: {matchLabels: {app: shop}}
        rules:
        - from: [{source: {serviceAccounts: [web]}}]
          to: [{operation: {methods: [GET], paths: ["/items/*"]}}]
        - when: [{key: "request.auth.claims[group]", values: [admin]}]
      ---
      apiVersion: security.istio.io/v1
      kind: AuthorizationPolicy
      metadata: {name: no-secrets, namespace: home, annotations: {istio.io/dry-run: "true"}}
      spec:
        action: DENY
        rules: [{to: [{operation: {paths: ["/items/secret"]}}]}]
      ---
      apiVersion: security.istio.io/v1
      kind: RequestAuthentication
      metadata: {name: tokens, namespace: home}
      spec: {jwtRules: [{issuer: me, jwks: '{"keys":[]}'}]}
      """;

  @TempDir Path folder;
  private final TestShell shell = new TestShell(Map.of());
  private Path file;

  @BeforeEach
  void write() throws Exception {
    file = Files.writeString(folder.resolve("mesh.yaml"), MESH);
  }

  private int check(String... words) {
    var all = new ArrayList<>(List.of("authz", "check"));
    all.addAll(List.of(words));
    all.addAll(List.of("-n", "home", "-f", file.toString()));
    return shell.run(all.toArray(String[]::new));
  }

  @Test
  void namesThePolicyThatLetsPassAndItsLine() {
    assertThat(check("deploy/shop", "GET", "/items/1", "--from", "web.home")).isZero();
    assertThat(shell.out())
        .startsWith("ALLOWED by ALLOW home/web-reads (" + file + ":13): rule 0 matches\n")
        .contains("DENY (dry run)   home/no-secrets", "paths is none of [/items/secret]")
        .doesNotContain("if dry runs counted");
  }

  @Test
  void saysWhatARefusedRequestMisses() {
    assertThat(check("deploy/shop", "POST", "/items/1", "--from", "home/web")).isEqualTo(1);
    assertThat(shell.out())
        .startsWith("DENIED: ALLOW policies apply, and none matches\n")
        .contains("rule 0: methods is none of [GET]; rule 1: request.auth.claims[group] is none");
  }

  @Test
  void saysWhatDryRunsWouldDo() {
    assertThat(check("deploy/shop", "GET", "/items/secret", "--from", "web.home", "-o", "json"))
        .isZero();
    var answer = Documents.JSON.readTree(shell.out());
    assertThat(answer.path("verdict").asString("")).isEqualTo("ALLOWED");
    assertThat(answer.path("verdictWithDryRuns").asString("")).isEqualTo("DENIED");
    assertThat(answer.path("decidedBy").path("name").asString("")).isEqualTo("web-reads");
    assertThat(answer.path("policies").path(0).path("dryRun").asBoolean(false)).isTrue();
    assertThat(answer.path("policies").path(0).path("rule").asInt(-1)).isZero();
  }

  @Test
  void claimsAndClearText() {
    var claims = "{\"iss\":\"me\",\"group\":[\"dev\",\"admin\"]}";
    assertThat(check("deploy/shop", "PUT", "/x", "--claims", claims)).isZero();
    assertThat(shell.out()).contains("rule 1 matches");
    assertThat(check("deploy/shop", "PUT", "/x", "--claims", "{\"iss\":\"who\"}")).isEqualTo(1);
    assertThat(shell.out()).startsWith("UNAUTHENTICATED: the token's issuer who is not known");
    assertThat(check("deploy/shop", "GET", "/items/1")).isEqualTo(1);
    assertThat(shell.out()).contains("serviceAccounts is none of [web]");
  }

  @Test
  void connectionsThatAreNotHttp() {
    assertThat(check("deploy/shop", "--from", "home/web", "--port", "9090")).isEqualTo(1);
    assertThat(shell.out()).contains("it speaks of HTTP, which this connection is not");
  }

  @Test
  void aWorkloadWithoutPolicies() {
    var pod = MESH.substring(0, MESH.indexOf("---")).replace("home", "bare");
    shell.stdin(pod);
    assertThat(shell.run("authz", "check", "shop-5d8f-x7k2p.bare", "GET", "/", "-f", "-")).isZero();
    assertThat(shell.out())
        .isEqualTo(
            "ALLOWED: no ALLOW policy applies\nno AuthorizationPolicy applies to the workload\n");
  }

  @Test
  void mistakesOnTheCommandLineAreNamed() {
    assertThat(check("shop")).isEqualTo(1);
    assertThat(check("nobody", "GET", "/")).isEqualTo(1);
    assertThat(shell.err()).contains("there is no workload nobody in home");
    assertThat(check("web", "GET")).isEqualTo(64);
    assertThat(check("web", "GET", "x")).isEqualTo(64);
    assertThat(check("web", "GET", "/", "--claims", "[]")).isEqualTo(64);
    assertThat(check("web", "GET", "/", "--header", "x")).isEqualTo(64);
    assertThat(check("web", "GET", "/", "--from", "a/b/c")).isEqualTo(64);
    assertThat(check("web", "GET", "/", "--port", "70000")).isEqualTo(64);
    assertThat(shell.run("authz", "why")).isEqualTo(64);
  }
}

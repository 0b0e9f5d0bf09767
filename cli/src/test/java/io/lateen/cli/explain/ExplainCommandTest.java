// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.cli.TestShell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExplainCommandTest {

  private static final String MESH =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: reviews, namespace: default}
      spec:
        clusterIP: 10.0.0.1
        ports: [{name: http, port: 9080}]
      ---
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: reviews, namespace: default}
      spec:
        hosts: [reviews]
        http:
        - match: [{headers: {end-user: {exact: jason}}}]
          route: [{destination: {host: reviews, subset: v2}}]
        - route:
          - {destination: {host: reviews, subset: v1}, weight: 90}
          - {destination: {host: reviews, subset: v2}, weight: 10}
      ---
      apiVersion: networking.istio.io/v1
      kind: DestinationRule
      metadata: {name: reviews, namespace: default}
      spec:
        host: reviews
        subsets: [{name: v1, labels: {version: v1}}, {name: v2, labels: {version: v2}}]
      ---
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: second, namespace: default}
      spec:
        hosts: [reviews]
        http: [{route: [{destination: {host: reviews}}]}]
      ---
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: hidden, namespace: other}
      spec:
        hosts: [reviews.default.svc.cluster.local]
        exportTo: ["."]
        http: [{route: [{destination: {host: reviews.default.svc.cluster.local}}]}]
      ---
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: entrance, namespace: default}
      spec:
        hosts: [reviews]
        gateways: [front]
        http: [{route: [{destination: {host: reviews}}]}]
      """;

  private static final String GATEWAY =
      """
      apiVersion: networking.istio.io/v1
      kind: Gateway
      metadata: {name: edge, namespace: default}
      spec:
        selector: {app: edge}
        servers:
        - port: {number: 443, name: a, protocol: HTTPS}
          hosts: [a.test]
          tls: {mode: SIMPLE, credentialName: a}
        - port: {number: 443, name: b, protocol: TLS}
          hosts: [b.test]
          tls: {mode: PASSTHROUGH}
      ---
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: streams, namespace: default}
      spec:
        hosts: [a.test, b.test]
        gateways: [edge]
        http:
        - route: [{destination: {host: reviews}}]
        tls:
        - match: [{sniHosts: [b.test]}]
          route: [{destination: {host: reviews}}]
      """;

  private static final String CLAIMS =
      """
      apiVersion: networking.istio.io/v1
      kind: Gateway
      metadata: {name: claims, namespace: default}
      spec:
        selector: {app: claims}
        servers:
        - {port: {number: 80, name: http, protocol: HTTP}, hosts: [c.test]}
      ---
      apiVersion: security.istio.io/v1
      kind: RequestAuthentication
      metadata: {name: claims, namespace: default}
      spec:
        selector: {matchLabels: {app: claims}}
        jwtRules: [{issuer: https://users.test, jwksUri: https://users.test/keys}]
      ---
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: claims, namespace: default}
      spec:
        hosts: [c.test]
        gateways: [claims]
        http:
        - match: [{headers: {"@request.auth.claims.sub": {exact: jason}}}]
          route: [{destination: {host: reviews}}]
      """;

  private static final String CALL =
      "{\"port\": 9080, \"protocol\": \"HTTP\", \"host\": \"reviews\"";

  @TempDir Path folder;
  private final TestShell shell = new TestShell(Map.of());
  private String file = "";

  @BeforeEach
  void write() throws Exception {
    file = Files.writeString(folder.resolve("mesh.yaml"), MESH).toString();
  }

  @Test
  void everyStepNamesTheObjectAndLineThatDecided() {
    var answer = explain(CALL + ", \"headers\": {\"End-User\": \"jason\"}}");
    assertThat(answer.path("listener").asString()).isEqualTo("0.0.0.0_9080");
    assertThat(answer.path("routeConfig").asString()).isEqualTo("9080");
    assertThat(answer.path("cluster").asString())
        .isEqualTo("outbound|9080|v2|reviews.default.svc.cluster.local");
    assertThat(answer.path("error").isNull()).isTrue();
    assertThat(decider(answer, "virtualHost")).isEqualTo("VirtualService default/reviews 8");
    assertThat(decider(answer, "route")).isEqualTo("VirtualService default/reviews 14");
    assertThat(decider(answer, "cluster")).isEqualTo("DestinationRule default/reviews 25");
  }

  @Test
  void sharesAreNamedWhereSeveralClustersGetCalls() {
    var answer = explain(CALL + "}");
    assertThat(answer.path("cluster").asString()).isEmpty();
    assertThat(answer.path("clusters").path(0).path("percent").doubleValue()).isEqualTo(90);
    assertThat(step(answer, "route").path("why").asString())
        .contains("#1", "not #0", "header end-user \"jason\"");
  }

  @Test
  void losersAreToldWhy() {
    var losers = explain(CALL + "}").path("losers").toString();
    assertThat(losers)
        .contains("\"second\"", "the host belongs to VirtualService default/reviews")
        .contains("\"hidden\"", "is not exported to namespace default")
        .contains("\"entrance\"", "not for sidecars")
        .contains("mesh.yaml");
  }

  @Test
  void chainsOfGatewaysNameTheirServerOrRule() throws Exception {
    Files.writeString(folder.resolve("gateway.yaml"), GATEWAY);
    var proxy = "{\"type\": \"router\", \"labels\": {\"app\": \"edge\"}}";
    var plain = explainAt(proxy, "{\"port\": 443, \"tls\": \"TLS\", \"sni\": \"b.test\"}");
    assertThat(decider(plain, "filterChain")).isEqualTo("VirtualService default/streams 23");
    assertThat(plain.path("cluster").asString())
        .isEqualTo("outbound|9080||reviews.default.svc.cluster.local");
    var request =
        explainAt(
            proxy,
            "{\"port\": 443, \"protocol\": \"HTTP\", \"tls\": \"TLS\", \"host\": \"a.test\"}");
    assertThat(decider(request, "filterChain")).isEqualTo("Gateway default/edge 7");
    assertThat(decider(request, "tls")).isEqualTo("Gateway default/edge 7");
  }

  @Test
  void claimsOfTokensAreRead() throws Exception {
    Files.writeString(folder.resolve("claims.yaml"), CLAIMS);
    var proxy =
        "{\"type\": \"router\", \"namespace\": \"default\", \"labels\": {\"app\": \"claims\"}}";
    var call = "{\"port\": 80, \"host\": \"c.test\", \"claims\": {\"sub\": %s}}";
    assertThat(explainAt(proxy, call.formatted("\"jason\"")).path("cluster").asString())
        .isEqualTo("outbound|9080||reviews.default.svc.cluster.local");
    assertThat(explainAt(proxy, call.formatted("\"jane\"")).path("error").asString())
        .isEqualTo("ErrNoRoute");
    assertThat(shell.run("explain", "-f", file, "--call", "{\"port\": 80, \"claims\": \"jason\"}"))
        .isEqualTo(65);
    assertThat(shell.err()).contains("claims must be an object");
  }

  @Test
  void anErrorIsAnAnswer() {
    var answer = explain("{\"Port\": 9999, \"CallMode\": \"CallModeGateway\"}");
    assertThat(answer.path("error").asString()).isEqualTo("ErrNoListener");
    assertThat(answer.path("cluster").asString()).isEmpty();
  }

  @Test
  void peopleGetATable() {
    assertThat(shell.run("explain", "-f", file, "--call", CALL + "}", "-o", "table")).isZero();
    assertThat(shell.out())
        .contains("goes to 90.0% outbound|9080|v1|")
        .contains("STEP", "DECIDED BY", "VirtualService default/reviews", "mesh.yaml:8")
        .contains("NOT USED");
  }

  @Test
  void aCallThatCannotBeReadIsRefused() {
    assertThat(shell.run("explain", "-f", file, "--call", "{\"port\": 0}")).isEqualTo(65);
    assertThat(shell.err()).contains("port must be a number");
    assertThat(shell.run("explain", "-f", file, "--call", "{\"port\": 80, \"pot\": 1}"))
        .isEqualTo(65);
    assertThat(shell.err()).contains("pot is not a field of a call");
    assertThat(shell.run("explain", "-f", file)).isEqualTo(64);
  }

  @Test
  void jobsAreAnsweredLineByLine() throws Exception {
    var job = JsonMapper.shared().createObjectNode().put("name", "j").put("config", MESH);
    job.putArray("calls")
        .addObject()
        .put("Port", 9080)
        .put("Protocol", "HTTP2")
        .put("HostHeader", "reviews");
    shell.stdin(job + "\n{\n");
    assertThat(shell.run("explain", "--batch")).isZero();
    var lines = shell.out().lines().toList();
    assertThat(lines).hasSize(2);
    var calls =
        JsonMapper.shared().readTree(lines.getFirst()).path("proxies").path(0).path("calls");
    assertThat(calls.path(0).path("virtualHost").asString())
        .isEqualTo("reviews.default.svc.cluster.local:9080");
    assertThat(lines.get(1)).contains("not JSON");
  }

  private JsonNode explainAt(String proxy, String call) {
    int code = shell.run("explain", "-f", folder.toString(), "--proxy", proxy, "--call", call);
    assertThat(code).as(shell.err()).isZero();
    return JsonMapper.shared().readTree(shell.out());
  }

  private JsonNode explain(String call) {
    assertThat(shell.run("explain", "-f", file, "--call", call)).as(shell.err()).isZero();
    return JsonMapper.shared().readTree(shell.out());
  }

  private static JsonNode step(JsonNode answer, String what) {
    for (var step : answer.path("steps")) {
      if (step.path("what").asString().equals(what)) {
        return step;
      }
    }
    throw new AssertionError("no step " + what + " in " + answer);
  }

  private static String decider(JsonNode answer, String what) {
    var by = step(answer, what).path("decidedBy");
    return "%s %s/%s %d"
        .formatted(
            by.path("kind").asString(),
            by.path("namespace").asString(),
            by.path("name").asString(),
            by.path("line").asInt());
  }
}

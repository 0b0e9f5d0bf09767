// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.security;

import static io.lateen.it.security.TaskMesh.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.it.security.TaskMesh.Expected;
import io.lateen.lab.traffic.HttpCall;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Attacks of docs/attacks.md that only a real Envoy can show to fail. */
@ExtendWith(SharedTaskMesh.class)
class AttackTest {

  private final TaskMesh mesh;

  AttackTest(TaskMesh mesh) {
    this.mesh = mesh;
  }

  private Expected foo(int status, HttpCall call) {
    return status(status, mesh.plan().curl, mesh.plan().foo.at(TaskPlan.HTTP), call);
  }

  private static String refusal(String operation) {
    return """
        apiVersion: security.istio.io/v1
        kind: AuthorizationPolicy
        metadata: {name: refused, namespace: foo}
        spec:
          selector: {matchLabels: {app: httpbin}}
          action: DENY
          rules: [{to: [{operation: {%s}}]}]
        """
        .formatted(operation);
  }

  @Test
  void aRefusedPathIsRefusedHoweverItIsWritten() throws IOException, InterruptedException {
    mesh.settings("pathNormalization: {normalization: DECODE_AND_MERGE_SLASHES}");
    mesh.in(refusal("paths: [/admin, /admin/*]"));
    var host = mesh.plan().foo.host();
    var all = new ArrayList<Expected>();
    for (var path :
        List.of(
            "/admin",
            "/admin/users",
            "//admin",
            "/admin//users",
            "/./admin",
            "/x/../admin",
            "/x/%2e%2e/admin",
            "/%61dmin",
            "/%61%64%6D%69%6E/users",
            "/admin%2fusers",
            "/admin%5cusers",
            "/admin\\users",
            "/admin?x=/open",
            "/admin#x",
            "/x/..%2fadmin")) {
      all.add(refused(HttpCall.get(host, path)));
    }
    all.add(foo(200, HttpCall.get(host, "/open")));
    mesh.expect(all.toArray(Expected[]::new));
  }

  /** No answer of the application: refused by a rule, or for its form. */
  private Expected refused(HttpCall call) {
    var foo = mesh.plan().foo.at(TaskPlan.HTTP);
    return new Expected(
        call.toString(),
        () -> {
          int status = mesh.plan().curl.status(foo, call);
          return status == 403 || status == 400 || status == 404 ? "refused" : "" + status;
        },
        "refused");
  }

  /**
   * The caller goes straight to the pod, so that no other proxy's names of hosts are in the way. A
   * host with a port is another text and has to be named too, as in Istio.
   */
  @Test
  void aRefusedHostIsRefusedHoweverItIsWritten() throws IOException, InterruptedException {
    mesh.in(refusal("hosts: [secret.example.com, \"secret.example.com:*\"]"));
    var all = new ArrayList<Expected>();
    for (var host :
        List.of("secret.example.com", "SECRET.example.com", "Secret.Example.com:8000")) {
      all.add(direct(403, HttpCall.get(host, "/")));
    }
    all.add(direct(200, HttpCall.get("open.example.com", "/")));
    mesh.expect(all.toArray(Expected[]::new));
  }

  private Expected direct(int status, HttpCall call) {
    return status(status, mesh.plan().legacy, mesh.plan().foo.directly(TaskPlan.HTTP), call);
  }

  @Test
  void forgedTokensAreRefused() throws Exception {
    var issuer = Tokens.create();
    mesh.in(
        """
        apiVersion: security.istio.io/v1
        kind: RequestAuthentication
        metadata: {name: tokens, namespace: foo}
        spec:
          selector: {matchLabels: {app: httpbin}}
          jwtRules: [{issuer: %s, jwks: '%s'}]
        """
            .formatted(Tokens.ISSUER, issuer.keySet()));
    var all = new ArrayList<Expected>();
    for (var token : issuer.forged()) {
      all.add(foo(401, bearer(token)));
    }
    all.add(foo(200, bearer(issuer.token(""))));
    mesh.expect(all.toArray(Expected[]::new));
  }

  private HttpCall bearer(String token) {
    return HttpCall.get(mesh.plan().foo.host(), "/").with("Authorization", "Bearer " + token);
  }

  @Test
  void headersOfProxiesAreTakenFromStrangers() throws IOException, InterruptedException {
    var host = "shop.example.com";
    mesh.in(TaskPlan.door(TaskPlan.TO_HTTPBIN));
    var call =
        HttpCall.get(host, "/headers")
            .with("x-forwarded-client-cert", "URI=spiffe://new-td/ns/forged/sa/forged")
            .with("x-envoy-original-path", "/forged")
            .with("x-envoy-internal", "forged");
    var door = new InetSocketAddress(mesh.plan().gateway.address(), TaskMesh.DOOR);
    mesh.expect(status(200, mesh.plan().legacy, door, call));
    assertThat(mesh.plan().legacy.call(door, call).body())
        .contains("URI=spiffe://new-td/ns/istio-system/sa/ingressgateway")
        .doesNotContain("forged");
    var straight = mesh.plan().foo.directly(TaskPlan.HTTP);
    assertThat(mesh.plan().legacy.call(straight, call).body())
        .doesNotContain("spiffe://new-td/ns/forged");
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.security;

import static io.lateen.it.security.TaskMesh.status;

import io.lateen.it.security.TaskMesh.Expected;
import io.lateen.lab.traffic.HttpCall;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Authorization of HTTP and TCP inside the mesh. */
@ExtendWith(SharedTaskMesh.class)
class AccessTasksTest {

  private final TaskMesh mesh;

  AccessTasksTest(TaskMesh mesh) {
    this.mesh = mesh;
  }

  private Expected answers(int status, TaskPod from, TaskService to, HttpCall call) {
    return status(status, from, to.at(TaskPlan.HTTP), call);
  }

  private Expected foo(int status, String path) {
    return answers(status, mesh.plan().curl, mesh.plan().foo, get(mesh.plan().foo, path));
  }

  private Expected foo(int status, HttpCall call) {
    return answers(status, mesh.plan().curl, mesh.plan().foo, call);
  }

  private static HttpCall get(TaskService to, String path) {
    return HttpCall.get(to.host() + ":" + TaskPlan.HTTP, path);
  }

  private static String policy(String name, String namespace, String spec) {
    return """
        apiVersion: security.istio.io/v1
        kind: AuthorizationPolicy
        metadata: {name: %s, namespace: %s}
        spec: %s
        ---
        """
        .formatted(name, namespace, spec);
  }

  private static String httpbin(String name, String rest) {
    return policy(name, "foo", "{selector: {matchLabels: {app: httpbin}}, " + rest + "}");
  }

  /** Nothing is allowed at first, then step by step what is needed. */
  @Test
  void httpIsAllowedStepByStep() throws IOException, InterruptedException {
    var plan = mesh.plan();
    var nothing = policy("allow-nothing", "foo", "{}");
    mesh.in(nothing);
    mesh.expect(foo(403, "/"), answers(200, plan.curl, plan.bar, get(plan.bar, "/")));
    mesh.in(nothing + httpbin("viewer", "rules: [{to: [{operation: {methods: [GET]}}]}]"));
    mesh.expect(
        foo(200, "/"),
        foo(403, get(plan.foo, "/").by("POST")),
        answers(200, plan.other, plan.foo, get(plan.foo, "/")));
    var caller = "principals: [new-td/ns/foo/sa/curl]";
    mesh.in(
        nothing
            + httpbin(
                "viewer",
                "rules: [{from: [{source: {%s}}], to: [{operation: {methods: [GET]}}]}]"
                    .formatted(caller)));
    mesh.expect(
        foo(200, "/"),
        foo(403, get(plan.foo, "/").by("POST")),
        answers(403, plan.other, plan.foo, get(plan.foo, "/")),
        status(403, plan.legacy, plan.foo.directly(TaskPlan.HTTP), get(plan.foo, "/")));
  }

  @Test
  void whatIsDeniedIsNotAllowedByOthers() throws IOException, InterruptedException {
    var plan = mesh.plan();
    mesh.in(httpbin("no-get", "action: DENY, rules: [{to: [{operation: {methods: [GET]}}]}]"));
    mesh.expect(foo(403, "/get"), foo(200, get(plan.foo, "/post").by("POST")));
    var guests =
        "action: DENY, rules: [{to: [{operation: {methods: [GET]}}], "
            + "when: [{key: \"request.headers[x-token]\", notValues: [admin]}]}]";
    mesh.in(httpbin("no-get", guests));
    mesh.expect(
        foo(200, get(plan.foo, "/get").with("x-token", "admin")),
        foo(403, get(plan.foo, "/get").with("x-token", "guest")));
    var allowed = httpbin("only-ip", "rules: [{to: [{operation: {paths: [/ip]}}]}]");
    mesh.in(httpbin("no-get", guests) + allowed);
    mesh.expect(
        foo(403, get(plan.foo, "/ip").with("x-token", "guest")),
        foo(200, get(plan.foo, "/ip").with("x-token", "admin")),
        foo(403, get(plan.foo, "/get").with("x-token", "admin")));
  }

  private Expected says(boolean answered, int port, Supplier<InetSocketAddress> target) {
    var word = "port " + port;
    return new Expected(
        word, () -> mesh.plan().curl.say(target.get(), word), answered ? "hello " + word : "");
  }

  /** Each of the three ports; the last has no service and is called at the pod. */
  private void tcp(boolean first, boolean second, boolean third) throws InterruptedException {
    var tcp = mesh.plan().tcp;
    int port = TaskServers.FIRST_ECHO;
    mesh.expect(
        says(first, port, () -> tcp.at(port)),
        says(second, port + 1, () -> tcp.at(port + 1)),
        says(third, port + 2, () -> tcp.directly(port + 2)));
  }

  /** Fields of HTTP mean nothing to TCP: they void what allows and widen what denies. */
  @Test
  void tcpIsAllowedByPort() throws IOException, InterruptedException {
    tcp(true, true, true);
    mesh.in(httpbin("tcp", "rules: [{to: [{operation: {ports: [\"9000\", \"9001\"]}}]}]"));
    tcp(true, true, false);
    mesh.in(httpbin("tcp", "rules: [{to: [{operation: {methods: [GET], ports: [\"9000\"]}}]}]"));
    tcp(false, false, false);
    mesh.in(httpbin("tcp", "action: DENY, rules: [{to: [{operation: {methods: [GET]}}]}]"));
    tcp(false, false, false);
    mesh.in(
        httpbin(
            "tcp",
            "action: DENY, rules: [{to: [{operation: {methods: [GET], ports: [\"9000\"]}}]}]"));
    tcp(false, true, true);
  }

  private void external(String provider) throws IOException, InterruptedException {
    var plan = mesh.plan();
    mesh.in(
        httpbin(
            "outside",
            "action: CUSTOM, provider: {name: %s}, rules: [{to: [{operation: {paths: [/headers]}}]}]"
                .formatted(provider)));
    mesh.expect(
        foo(403, get(plan.foo, "/headers").with(TaskServers.CHECK_HEADER, "deny")),
        foo(403, get(plan.foo, "/headers")),
        foo(200, get(plan.foo, "/headers").with(TaskServers.CHECK_HEADER, "allow")),
        foo(200, get(plan.foo, "/ip")));
  }

  @Test
  void anAuthorizerOutsideDecidesOverHttp() throws IOException, InterruptedException {
    external("check-http");
    var call = get(mesh.plan().foo, "/headers").with(TaskServers.CHECK_HEADER, "allow");
    mesh.expect(
        new Expected(
            "what the authorizer adds",
            () ->
                ""
                    + mesh.plan()
                        .curl
                        .call(mesh.plan().foo.at(TaskPlan.HTTP), call)
                        .body()
                        .contains("x-ext-authz-check-result: allowed"),
            "true"));
  }

  @Test
  void anAuthorizerOutsideDecidesOverGrpc() throws IOException, InterruptedException {
    external("check-grpc");
  }

  /** What is only tried lets everything pass and is counted. */
  @Test
  void aDryRunCountsAndLetsPass() throws IOException, InterruptedException {
    var tried =
        httpbin("tried", "action: DENY, rules: [{to: [{operation: {paths: [/headers]}}]}]")
            .replace(
                "namespace: foo}", "namespace: foo, annotations: {istio.io/dry-run: \"true\"}}");
    mesh.in(tried);
    mesh.expect(
        new Expected("counted", () -> "" + (mesh.denials(mesh.plan().foo.pod()) > 0), "true"),
        foo(200, "/headers"),
        foo(200, "/ip"));
  }
}

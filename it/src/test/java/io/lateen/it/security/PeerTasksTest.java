// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.security;

import static io.lateen.it.security.TaskMesh.status;
import static io.lateen.it.security.TaskPod.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.it.security.TaskMesh.Expected;
import io.lateen.lab.traffic.HttpCall;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Authentication of peers: mutual TLS by itself, and the way from PERMISSIVE to STRICT. */
@ExtendWith(SharedTaskMesh.class)
class PeerTasksTest {

  private final TaskMesh mesh;

  PeerTasksTest(TaskMesh mesh) {
    this.mesh = mesh;
  }

  private Expected inMesh(TaskService service, int status) {
    var call = HttpCall.get(service.host() + ":" + TaskPlan.HTTP, "/headers");
    return status(status, mesh.plan().curl, service.at(TaskPlan.HTTP), call);
  }

  private Expected plain(TaskService service, int status) {
    var call = HttpCall.get(service.host() + ":" + TaskPlan.HTTP, "/headers");
    return status(status, mesh.plan().legacy, service.directly(TaskPlan.HTTP), call);
  }

  /** What callers with and without a sidecar get from {@code foo} and {@code bar}. */
  private void expect(int plainFoo, int plainBar) throws InterruptedException {
    var foo = mesh.plan().foo;
    var bar = mesh.plan().bar;
    mesh.expect(plain(foo, plainFoo), plain(bar, plainBar), inMesh(foo, 200), inMesh(bar, 200));
  }

  private static String peers(String name, String namespace, String rest) {
    return """
        apiVersion: security.istio.io/v1
        kind: PeerAuthentication
        metadata: {name: %s, namespace: %s}
        spec: {%s}
        ---
        """
        .formatted(name, namespace, rest);
  }

  /** The sidecar of the server tells who called, in a header that only mutual TLS brings. */
  @Test
  void callsInTheMeshAreMutualTlsByThemselves() throws IOException, InterruptedException {
    expect(200, 200);
    var foo = mesh.plan().foo;
    var call = HttpCall.get(foo.host() + ":" + TaskPlan.HTTP, "/headers");
    var secured = mesh.plan().curl.call(foo.at(TaskPlan.HTTP), call).body();
    assertThat(secured)
        .contains("x-forwarded-client-cert: By=spiffe://new-td/ns/foo/sa/httpbin;")
        .contains("URI=spiffe://new-td/ns/foo/sa/curl");
    var plain = mesh.plan().legacy.call(foo.directly(TaskPlan.HTTP), call).body();
    assertThat(plain).contains("host: ").doesNotContain("x-forwarded-client-cert");
  }

  @Test
  void strictIsForTheMeshOrForANamespace() throws IOException, InterruptedException {
    mesh.in(peers("default", "istio-system", "mtls: {mode: STRICT}"));
    expect(NOTHING, NOTHING);
    mesh.in(peers("default", "foo", "mtls: {mode: STRICT}"));
    expect(NOTHING, 200);
  }

  @Test
  void theNarrowerPolicyCounts() throws IOException, InterruptedException {
    var strict = peers("default", "istio-system", "mtls: {mode: STRICT}");
    mesh.in(strict + peers("open", "foo", "mtls: {mode: PERMISSIVE}"));
    expect(200, NOTHING);
    var workload = "selector: {matchLabels: {app: httpbin}}, mtls: {mode: STRICT}";
    mesh.in(peers("httpbin", "bar", workload));
    expect(200, NOTHING);
    var port = workload + ", portLevelMtls: {8000: {mode: DISABLE}}";
    mesh.in(strict + peers("httpbin", "bar", port));
    expect(NOTHING, 200);
  }

  /** Namespace by namespace, then the mesh; nobody in the mesh notices. */
  @Test
  void aMeshMigratesFromPermissiveToStrict() throws IOException, InterruptedException {
    mesh.in(peers("default", "istio-system", "mtls: {mode: PERMISSIVE}"));
    expect(200, 200);
    mesh.in(peers("default", "foo", "mtls: {mode: STRICT}"));
    expect(NOTHING, 200);
    mesh.in(peers("default", "istio-system", "mtls: {mode: STRICT}"));
    expect(NOTHING, NOTHING);
  }
}

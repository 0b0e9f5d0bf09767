// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.security;

import static io.lateen.it.security.TaskMesh.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.it.security.TaskMesh.Expected;
import io.lateen.lab.traffic.HttpCall;
import io.lateen.testkit.pem.TestPem;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is set for the mesh: its trust domain, its authority, its oldest version of TLS. */
@ExtendWith(SharedTaskMesh.class)
class MeshTasksTest {

  private final TaskMesh mesh;

  MeshTasksTest(TaskMesh mesh) {
    this.mesh = mesh;
  }

  private Expected from(int status, TaskPod caller) {
    var foo = mesh.plan().foo;
    return status(status, caller, foo.at(TaskPlan.HTTP), HttpCall.get(foo.host(), "/"));
  }

  /** Rules that name the trust domain of before hold again once it is an alias. */
  @Test
  void aTrustDomainMigrates() throws IOException, InterruptedException {
    mesh.in(
        """
        apiVersion: security.istio.io/v1
        kind: AuthorizationPolicy
        metadata: {name: callers, namespace: foo}
        spec:
          selector: {matchLabels: {app: httpbin}}
          rules: [{from: [{source: {principals: [old-td/ns/foo/sa/curl]}}]}]
        """);
    mesh.expect(from(403, mesh.plan().curl), from(403, mesh.plan().other));
    mesh.settings("trustDomainAliases: [old-td]");
    mesh.expect(from(200, mesh.plan().curl), from(403, mesh.plan().other));
  }

  /** What the sidecar shows comes from the company's root by the mesh's own intermediate. */
  @Test
  void thePluggedAuthorityHasSigned() throws IOException, InterruptedException {
    var shown = handshake(mesh.plan().foo.directly(TaskPlan.HTTP), "-showcerts -alpn istio");
    assertThat(shown)
        .contains("CN = Task Intermediate")
        .contains("issuer=O = Task Company, CN = Task Intermediate")
        .contains("O = Task Company, CN = Task Root")
        .contains("Verify return code: 0 (ok)");
  }

  @Test
  void theOldestVersionBetweenSidecarsIsSet() throws Exception {
    var sidecar = mesh.plan().foo.directly(TaskPlan.HTTP);
    mesh.expect(tls(sidecar, "TLSv1.2", true), tls(sidecar, "TLSv1.3", true));
    mesh.settings("meshMTLS: {minProtocolVersion: TLSV1_3}");
    mesh.expect(
        tls(sidecar, "TLSv1.2", false), tls(sidecar, "TLSv1.3", true), from(200, mesh.plan().curl));
  }

  @Test
  void theOldestVersionAtAGatewayIsSet() throws Exception {
    var door = new InetSocketAddress(mesh.plan().gateway.address(), TaskMesh.TLS_DOOR);
    var gateway =
        """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: shop, namespace: istio-system}
        spec:
          selector: {istio: ingressgateway}
          servers:
          - port: {number: 8443, name: https, protocol: HTTPS}
            hosts: [shop.example.com]
            tls: {mode: SIMPLE, credentialName: shop%s}
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: shop, namespace: istio-system}
        data: {tls.crt: %s, tls.key: %s}
        """;
    var keys = new String[] {TestPem.base64("shop.crt"), TestPem.base64("shop.key")};
    mesh.in(gateway.formatted("", keys[0], keys[1]));
    mesh.expect(tls(door, "TLSv1.2", true), tls(door, "TLSv1.3", true));
    mesh.in(gateway.formatted(", minProtocolVersion: TLSV1_3", keys[0], keys[1]));
    mesh.expect(tls(door, "TLSv1.2", false), tls(door, "TLSv1.3", true));
  }

  /** Whether a handshake with no other version comes to its end. */
  private Expected tls(InetSocketAddress server, String version, boolean agreed)
      throws IOException, GeneralSecurityException {
    var keys = mesh.node().see("caller.p12");
    var caller = TlsCaller.of(keys, TaskNode.PASSWORD.toCharArray(), version);
    return new Expected(
        version + " with " + server,
        () -> "" + caller.agrees(mesh.plan().legacy, server),
        "" + agreed);
  }

  private String handshake(InetSocketAddress server, String options)
      throws IOException, InterruptedException {
    var command =
        "openssl s_client -connect %s:%d -servername shop.example.com -CAfile %s %s </dev/null 2>&1"
            .formatted(
                server.getAddress().getHostAddress(),
                server.getPort(),
                TaskNode.FOLDER + "/cacerts/root-cert.pem",
                options);
    var netns = mesh.plan().legacy.cable().namespace();
    return mesh.node()
        .machine()
        .run(Map.of(), List.of("ip", "netns", "exec", netns, "bash", "-c", command))
        .out();
  }
}

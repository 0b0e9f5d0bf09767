// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.controlplane.bootstrap.ControlPlane;
import io.lateen.controlplane.config.ControlPlaneConfig;
import io.lateen.controlplane.config.Listen;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands against a control plane in the same process, over its real API. */
class EndToEndTest {

  private static final String ROUTE =
      """
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: reviews}
      spec:
        hosts: [reviews]
        http:
        - route:
          - destination: {host: reviews, subset: v1}
      """;

  @TempDir Path folder;
  private ControlPlane plane;
  private TestShell shell;
  private Path route;

  @BeforeEach
  void start() throws Exception {
    var credential = folder.resolve("credential.json");
    var any = new Listen("127.0.0.1", 0);
    plane =
        ControlPlane.start(
            new ControlPlaneConfig(
                "cluster.local",
                folder.resolve("data"),
                any,
                any,
                List.of(),
                Optional.of(credential),
                List.of()));
    shell =
        new TestShell(Map.of("LATEEN_CREDENTIAL", credential.toString()), InstantSource.system());
    route = Files.writeString(folder.resolve("route.yaml"), ROUTE);
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  @Test
  void anObjectIsAppliedShownChangedAndUndone() throws Exception {
    var file = route.toString();
    assertThat(shell.run("apply", "-f", file, "--wait")).as(shell.err()).isZero();
    assertThat(shell.out()).isEqualTo("virtualservice.networking.istio.io/reviews created\n");
    assertThat(shell.err()).contains("in force in all 0 proxies");
    assertThat(shell.run("apply", "-f", file)).isZero();
    assertThat(shell.out()).contains("unchanged");
    assertThat(shell.run("get", "vs")).isZero();
    assertThat(shell.out()).contains("NAME", "GATEWAYS", "HOSTS", "[\"reviews\"]");
    assertThat(shell.run("get", "vs", "-A", "-o", "name")).isZero();
    assertThat(shell.out()).isEqualTo("virtualservice.networking.istio.io/reviews\n");

    Files.writeString(route, ROUTE.replace("v1}", "v2}"));
    assertThat(shell.run("diff", "-f", file)).isEqualTo(1);
    assertThat(shell.out()).contains("-        subset: v1", "+        subset: v2");
    assertThat(shell.run("apply", "-f", file)).isZero();
    assertThat(shell.run("diff", "-f", file)).isZero();
    assertThat(shell.run("history", "vs", "reviews")).isZero();
    assertThat(shell.out()).contains("REVISION", "MODIFIED", "ADDED", "admin");
    assertThat(shell.run("undo", "vs/reviews")).isZero();
    assertThat(shell.run("get", "vs", "reviews", "-o", "yaml")).isZero();
    assertThat(shell.out()).contains("subset: v1", "generation: 3");
    assertThat(shell.run("history", "vs/reviews", "--revision", "2")).isZero();
    assertThat(shell.out()).contains("subset: v2");

    assertThat(shell.run("delete", "vs", "reviews")).isZero();
    assertThat(shell.run("delete", "-f", file)).isEqualTo(1);
    assertThat(shell.run("delete", "-f", file, "--ignore-not-found")).isZero();
    assertThat(shell.run("get", "vs", "reviews")).isEqualTo(1);
    assertThat(shell.err()).contains("not found", "lateen get virtualservices -A");
  }

  @Test
  void anErrorChangesNothingAndIsReportedWithItsPlace() throws Exception {
    Files.writeString(
        route,
        ROUTE
            + "---\n"
            + ROUTE
                .replace("name: reviews", "name: other")
                .replace("hosts: [reviews]", "hots: [reviews]"));
    assertThat(shell.run("apply", "-f", route.toString())).isEqualTo(65);
    assertThat(shell.err()).contains("route.yaml:", "VirtualService default/other", "nothing was");
    assertThat(shell.run("get", "vs")).isZero();
    assertThat(shell.err()).contains("no virtualservices found");
    assertThat(shell.run("apply", "-f", route.toString(), "--keep-going")).isEqualTo(65);
    assertThat(shell.out()).contains("reviews created", "other invalid");
  }

  @Test
  void stateIsShownInEveryFormat() {
    for (var command : List.of("status", "problems", "proxy-status", "version", "ca")) {
      for (var format : List.of("table", "json", "yaml")) {
        assertThat(shell.run(command, "-o", format)).as(command).isZero();
      }
    }
    assertThat(shell.run("status")).isZero();
    assertThat(shell.out()).contains("control plane", "epoch", "proxies");
    assertThat(shell.run("proxy-config", "cluster", "nobody")).isEqualTo(1);
    assertThat(shell.err()).contains("no proxy nobody", "lateen proxy-status");
  }

  @Test
  void aRequestIsJudgedByThePoliciesThatAreInForce() throws Exception {
    var file =
        Files.writeString(
            folder.resolve("guarded.yaml"),
            """
            apiVersion: networking.istio.io/v1
            kind: WorkloadEntry
            metadata: {name: shop}
            spec: {address: 10.0.0.1, labels: {app: shop}, serviceAccount: shop}
            ---
            apiVersion: security.istio.io/v1
            kind: AuthorizationPolicy
            metadata: {name: no-secrets}
            spec:
              selector: {matchLabels: {app: shop}}
              action: DENY
              rules: [{to: [{operation: {paths: [/secret]}}]}]
            """);
    assertThat(shell.run("apply", "-f", file.toString())).as(shell.err()).isZero();
    assertThat(shell.run("authz", "check", "shop", "GET", "/secret")).as(shell.err()).isOne();
    assertThat(shell.out()).contains("DENIED by DENY default/no-secrets");
    assertThat(shell.run("authz", "check", "shop", "GET", "/open")).as(shell.err()).isZero();
    assertThat(shell.out()).contains("ALLOWED");
    assertThat(shell.run("authz", "check", "nobody", "GET", "/open")).isOne();
    assertThat(shell.err()).contains("there is no workload nobody");
  }

  @Test
  void whatStrictWouldBreakIsToldInEveryFormat() {
    assertThat(shell.run("security", "mtls-report", "--since", "1h", "--strict")).isZero();
    assertThat(shell.err()).contains("nobody has sent plaintext that is taken since");
    assertThat(shell.run("security", "mtls-report", "-o", "json")).isZero();
    assertThat(shell.out()).contains("\"MtlsReport\"", "\"items\"", "\"ready\"");
    assertThat(shell.run("security", "mtls-report", "--since", "long")).isEqualTo(64);
    assertThat(shell.run("security", "nothing")).isEqualTo(64);
    assertThat(shell.err()).contains("lateen security mtls-report");
  }

  @Test
  void theRootIsChangedInPhasesAndOneAtATime() {
    assertThat(shell.run("ca", "status")).isZero();
    assertThat(shell.out()).contains("built-in", "steady", "root, signs");
    assertThat(shell.run("ca", "rotate")).isZero();
    assertThat(shell.out()).contains("distributing until", "root, trusted");
    assertThat(shell.run("ca", "rotate")).isEqualTo(1);
    assertThat(shell.err()).contains("a rotation is under way");
    assertThat(shell.run("ca", "bundle")).isZero();
    assertThat(shell.out().split("BEGIN CERTIFICATE")).hasSize(3);
    assertThat(shell.run("ca", "turn")).isEqualTo(64);

    assertThat(shell.run("seal")).isZero();
    assertThat(shell.out()).contains("one key is in use");
    assertThat(shell.run("seal", "rotate")).isZero();
    assertThat(shell.out()).contains("sealed anew: ", "older key is kept for two minutes");
    assertThat(shell.run("seal", "rotate")).isEqualTo(1);
    assertThat(shell.run("seal", "status", "-o", "json")).isZero();
    assertThat(shell.out()).contains("changing");
    assertThat(shell.run("seal", "open")).isEqualTo(64);
    assertThat(shell.run("cert", "nobody")).isEqualTo(1);
    assertThat(shell.err()).contains("no proxy nobody");
  }

  @Test
  void problemsOfTheMeshAreShown() {
    assertThat(shell.run("apply", "-f", route.toString())).isZero();
    assertThat(shell.run("problems", "--strict")).isIn(0, 2);
  }

  @Test
  void theRunningMeshIsAnalyzedAloneAndAsIfFilesWereApplied() throws Exception {
    assertThat(shell.run("apply", "-f", route.toString())).isZero();
    assertThat(shell.run("analyze")).isEqualTo(79);
    assertThat(shell.out())
        .contains("VirtualService default/reviews  http[0].route[0].destination.host", "IST0101");
    assertThat(shell.run("analyze", "-n", "elsewhere")).isZero();
    assertThat(shell.run("analyze", "-A", "-o", "json")).isEqualTo(79);
    assertThat(shell.out()).contains("\"origin\" : \"VirtualService default/reviews\"");

    var file = folder.resolve("rest.yaml");
    Files.writeString(
        file,
        """
        apiVersion: v1
        kind: Service
        metadata: {name: reviews, namespace: default}
        spec: {ports: [{name: http, port: 80}]}
        ---
        %s
        """
            .formatted(ROUTE.replace(", subset: v1", "")));
    assertThat(shell.run("analyze", "-f", file.toString())).as(shell.out()).isZero();
    assertThat(shell.run("analyze", "-f", file.toString(), "--live")).as(shell.out()).isZero();
    assertThat(shell.err()).contains("nothing found");
  }

  @Test
  void aStrangersCredentialIsDenied() throws Exception {
    var own = Files.readString(folder.resolve("credential.json"));
    var foreign = folder.resolve("foreign.json");
    Files.writeString(foreign, own.replaceAll("lateen-admin-.{10}", "lateen-admin-0000000000"));
    assertThat(shell.run("status", "--credential", foreign.toString())).isEqualTo(77);
    assertThat(shell.err()).contains("token");
  }
}

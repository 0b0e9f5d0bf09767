// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.cli.TestShell;
import io.lateen.cli.shell.Documents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class AnalyzeCommandTest {

  private static final String ROUTES =
      """
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: web}
      spec:
        hosts: [shop.example.com]
        http:
        - route:
          - destination: {host: gone}
      """;

  private static final String RULE =
      """
      apiVersion: networking.istio.io/v1
      kind: DestinationRule
      metadata: {name: web, namespace: shop}
      spec:
        host: "*.example.com"
        trafficPolicy: {loadBalancer: {localityLbSetting: {failover: [{from: eu, to: us}]}}}
      ---
      apiVersion: networking.istio.io/v1
      kind: ServiceEntry
      metadata: {name: web, namespace: shop}
      spec: {hosts: ["*.example.com"], ports: [{number: 80, name: http, protocol: HTTP}]}
      """;

  @TempDir Path folder;
  private final TestShell shell = new TestShell(Map.of());

  @BeforeEach
  void write() throws Exception {
    Files.writeString(folder.resolve("routes.yaml"), ROUTES);
    Files.writeString(folder.resolve("rule.yaml"), RULE);
  }

  private JsonNode findings() {
    return Documents.JSON.readTree(shell.out()).path("findings");
  }

  @Test
  void errorsExitWith79AndNameTheirPlace() {
    var code = shell.run("analyze", "-f", folder.resolve("routes.yaml").toString(), "-o", "json");
    assertThat(code).isEqualTo(79);
    var finding = findings().path(0);
    assertThat(finding.path("code").asString("")).isEqualTo("IST0101");
    assertThat(finding.path("level").asString("")).isEqualTo("Error");
    assertThat(finding.path("origin").asString("")).isEqualTo("VirtualService web");
    assertThat(finding.path("path").asString("")).isEqualTo("http[0].route[0].destination.host");
    assertThat(finding.path("line").asInt(0)).isEqualTo(8);
    assertThat(finding.path("fix").isNull()).isTrue();
    assertThat(finding.path("documentation").asString(""))
        .isEqualTo("https://istio.io/latest/docs/reference/config/analysis/ist0101/");
    assertThat(finding.path("analyzer").asString(""))
        .isEqualTo("virtualservice.DestinationHostAnalyzer");
  }

  @Test
  void aNamespaceOnTheCommandLineIsThatOfNamelessDocuments() {
    shell.run("analyze", "-n", "team", "-f", folder.toString(), "-o", "json");
    assertThat(findings().size()).isEqualTo(1);
    assertThat(findings().path(0).path("origin").asString("")).isEqualTo("VirtualService team/web");
  }

  @Test
  void warningsExitWithZeroOrWithTwoWhenStrict() {
    var file = folder.resolve("rule.yaml").toString();
    assertThat(shell.run("analyze", "-f", file)).isZero();
    assertThat(shell.out()).contains("rule.yaml:6  DestinationRule shop/web", "LTN0101");
    assertThat(shell.out()).contains("add /spec/trafficPolicy/outlierDetection: {");
    assertThat(shell.run("analyze", "--strict", "-f", file)).isEqualTo(2);
    assertThat(shell.run("analyze", "-f", file, "-o", "json")).isZero();
    var patch = findings().path(0).path("fix").path("patch").path(0);
    assertThat(patch.path("op").asString("")).isEqualTo("add");
    assertThat(patch.path("value").path("interval").asString("")).isEqualTo("10s");
  }

  @Test
  void findingsCanBeSuppressed() {
    var file = folder.resolve("routes.yaml").toString();
    assertThat(shell.run("analyze", "-f", file, "--suppress", "IST0101=VirtualService web"))
        .isZero();
    assertThat(shell.err()).contains("nothing found");
    assertThat(shell.run("analyze", "-f", file, "--suppress", "IST0101")).isEqualTo(64);
  }

  @Test
  void oneAnalyzerCanBeRunAlone() {
    var file = folder.toString();
    assertThat(shell.run("analyze", "-f", file, "--analyzer", "lateen.FailoverAnalyzer")).isZero();
    assertThat(shell.out()).contains("LTN0101").doesNotContain("IST0101");
    assertThat(shell.run("analyze", "-f", file, "--analyzer", "nobody")).isEqualTo(64);
    assertThat(shell.run("analyze", "--list-analyzers")).isZero();
    assertThat(shell.out()).contains("lateen.FailoverAnalyzer", "gateway.SecretAnalyzer");
  }

  @Test
  void settingsAndOtherClustersAreRead() throws Exception {
    Files.writeString(folder.resolve("mesh.yml"), "ingressControllerMode: OFF\n");
    var service = "apiVersion: v1\nkind: Service\nmetadata: {name: a, namespace: shop}\n";
    Files.writeString(folder.resolve("east.txt"), service + "spec: {type: NodePort}\n");
    Files.writeString(folder.resolve("west.txt"), service + "spec: {}\n");
    shell.run(
        "analyze",
        "-f",
        folder.resolve("west.txt").toString(),
        "--cluster",
        "east=" + folder.resolve("east.txt"),
        "--mesh-config",
        folder.resolve("mesh.yml").toString(),
        "-o",
        "json");
    assertThat(findings().path(0).path("code").asString("")).isEqualTo("IST0170");
  }

  @Test
  void withoutFilesAControlPlaneIsNeeded() {
    var elsewhere = new TestShell(Map.of("LATEEN_CREDENTIAL", folder.resolve("no").toString()));
    assertThat(elsewhere.run("analyze")).isEqualTo(69);
  }
}

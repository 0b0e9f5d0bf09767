// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.objects;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.cli.TestShell;
import io.lateen.cli.shell.Documents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranslateCommandTest {

  private static final String SERVICE =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: ratings}
      spec: {clusterIP: 10.0.0.1, ports: [{name: http, port: 9080}]}
      """;

  @TempDir Path folder;
  private final TestShell shell = new TestShell(Map.of());

  @Test
  void showsTheWantedKinds() {
    assertThat(shell.stdin(SERVICE).run("translate", "-f", "-", "--type", "routes,cluster"))
        .isZero();
    var answer = Documents.JSON.readTree(shell.out());
    assertThat(answer.propertyNames())
        .containsExactly("routes", "clusters", "problems", "provenance");
    assertThat(answer.path("routes").findValuesAsString("name")).contains("9080");
  }

  @Test
  void theProxyIsAFileOrJson() throws Exception {
    var proxy = "{\"type\": \"router\", \"namespace\": \"istio-system\"}";
    var file = Files.writeString(folder.resolve("proxy.json"), proxy);
    assertThat(shell.stdin(SERVICE).run("translate", "-f", "-", "--proxy", proxy)).isZero();
    var written = shell.out();
    assertThat(shell.stdin(SERVICE).run("translate", "-f", "-", "--proxy", file.toString()))
        .isZero();
    assertThat(shell.out()).isEqualTo(written);
    assertThat(shell.stdin(SERVICE).run("translate", "-f", "-", "--proxy", "{\"ip\": 1}"))
        .isEqualTo(65);
    assertThat(shell.err()).contains("ip", "did you mean");
  }

  @Test
  void settingsOfTheMeshCome() throws Exception {
    var mesh =
        Files.writeString(
            folder.resolve("mesh.yaml"), "outboundTrafficPolicy: {mode: REGISTRY_ONLY}\n");
    assertThat(
            shell
                .stdin(SERVICE)
                .run("translate", "-f", "-", "--mesh-config", mesh.toString(), "-o", "yaml"))
        .isZero();
    assertThat(shell.out()).contains("name: block_all").doesNotContain("name: allow_any");
  }

  @Test
  void aJobPerLineIsAnAnswerPerLine() {
    assertThat(shell.stdin("{\"name\": \"a\"}\n\n{\"name\": \"b\"}\n").run("translate", "--batch"))
        .isZero();
    assertThat(shell.out().lines().map(line -> line.substring(0, 11)))
        .containsExactly("{\"name\":\"a\"", "{\"name\":\"b\"");
  }

  @Test
  void mistakesOnTheCommandLineAreNamed() {
    assertThat(shell.run("translate", "-f", "-", "--type", "secrets")).isEqualTo(64);
    assertThat(shell.err()).contains("--type has no secrets");
    assertThat(shell.run("translate", "-f", "-", "-o", "table")).isEqualTo(64);
  }
}

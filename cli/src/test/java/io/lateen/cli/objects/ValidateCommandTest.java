// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.objects;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.cli.TestShell;
import io.lateen.cli.shell.Documents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateCommandTest {

  private static final String RULE =
      """
      apiVersion: networking.istio.io/v1
      kind: DestinationRule
      metadata: {name: reviews}
      spec:
        host: reviews
        subsets: [{name: v1, labels: {version: v1}}]
      """;

  @TempDir Path folder;
  private final TestShell shell = new TestShell(Map.of());

  @BeforeEach
  void write() throws Exception {
    Files.writeString(folder.resolve("good.yaml"), RULE);
    Files.createDirectories(folder.resolve("below"));
    Files.writeString(
        folder.resolve("below/bad.yml"), RULE.replace("host: reviews", "hots: reviews"));
    Files.writeString(folder.resolve("notes.txt"), "not read");
  }

  @Test
  void aFolderIsReadWithAllThatIsBelowIt() {
    assertThat(shell.run("validate", "-f", folder.toString())).isEqualTo(65);
    var results = Documents.JSON.readTree(shell.out()).path("results");
    assertThat(results.size()).isEqualTo(2);
    var bad = results.path(0);
    assertThat(bad.path("file").asString("")).endsWith("below/bad.yml");
    assertThat(bad.path("valid").asBoolean(true)).isFalse();
    assertThat(bad.path("kind").asString("")).isEqualTo("DestinationRule");
    assertThat(bad.path("errors").toString()).contains("hots", "\"line\":5");
    assertThat(results.path(1).path("valid").asBoolean(false)).isTrue();
    assertThat(results.path(1).path("line").asInt(0)).isEqualTo(1);
  }

  @Test
  void validFilesExitWithZero() {
    assertThat(shell.run("validate", "-f", folder.resolve("good.yaml").toString())).isZero();
    assertThat(shell.stdin(RULE).run("validate", "-f", "-", "-o", "table")).isZero();
    assertThat(shell.out()).contains("1 object is valid");
  }

  @Test
  void unreadableYamlIsAResultWithoutName() {
    assertThat(shell.stdin("a: [1\nb: 2").run("validate", "-f", "-")).isEqualTo(65);
    var result = Documents.JSON.readTree(shell.out()).path("results").path(0);
    assertThat(result.path("valid").asBoolean(true)).isFalse();
    assertThat(result.path("line").asInt(0)).isPositive();
  }

  @Test
  void aMissingFileIsNamed() {
    assertThat(shell.run("validate", "-f", folder.resolve("none.yaml").toString())).isEqualTo(65);
    assertThat(shell.err()).contains("none.yaml", "no such file");
    assertThat(shell.run("validate")).isEqualTo(64);
  }
}

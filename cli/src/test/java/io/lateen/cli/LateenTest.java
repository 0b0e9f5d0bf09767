// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LateenTest {

  @TempDir Path folder;
  private final TestShell shell = new TestShell(Map.of("HOME", "/nonexistent"));

  @Test
  void withoutACommandItShowsAllOfThem() {
    assertThat(shell.run()).isEqualTo(64);
    assertThat(shell.err()).contains("apply", "proxy-config (pc)", "control-plane");
    assertThat(shell.run("--help")).isZero();
    assertThat(shell.out()).contains("proxy-status (ps)");
  }

  @Test
  void anUnknownCommandOrOptionIsUsage() {
    assertThat(shell.run("aply")).isEqualTo(64);
    assertThat(shell.err()).contains("aply", "lateen help");
    assertThat(shell.run("get", "vs", "--nope")).isEqualTo(64);
    assertThat(shell.err()).contains("--nope", "lateen get --help");
    assertThat(shell.run("get", "nokind")).isEqualTo(64);
    assertThat(shell.err()).contains("virtualservices");
    assertThat(shell.run("get", "vs", "-o", "xml")).isEqualTo(64);
  }

  @Test
  void everyCommandExplainsItself() {
    var names = new HashSet<String>();
    for (var command : Commands.all()) {
      assertThat(shell.run(command.name(), "--help")).as(command.name()).isZero();
      assertThat(shell.out()).contains("lateen " + command.name());
      assertThat(names.add(command.name())).isTrue();
      command.aliases().forEach(alias -> assertThat(names.add(alias)).isTrue());
    }
  }

  @Test
  void whatAddsToTheControlPlanesJvmIsTold() {
    assertThat(shell.run("control-plane", "--help")).isZero();
    assertThat(shell.out()).contains("LATEEN_CONTROL_PLANE_JAVA_OPTS adds options to its JVM");
  }

  @Test
  void withoutAControlPlaneItSaysHowToStartOne() throws Exception {
    var missing = folder.resolve("none.json").toString();
    assertThat(shell.run("get", "vs", "--credential", missing)).isEqualTo(69);
    assertThat(shell.err()).contains("error", "none.json", "fix");
    var closed = folder.resolve("closed.json");
    Files.writeString(
        closed,
        """
        {"server": "https://127.0.0.1:1", "ca": "%s", "token": "t"}\
        """
            .formatted(Pems.CERTIFICATE.replace("\n", "\\n")));
    assertThat(shell.run("status", "--credential", closed.toString())).isEqualTo(69);
    assertThat(shell.err()).contains("127.0.0.1:1", "cannot be reached");
  }

  @Test
  void theOwnVersionNeedsNobody() {
    assertThat(shell.run("version", "--client", "-o", "json")).isZero();
    assertThat(shell.out()).contains("\"client\"");
  }

  @Test
  void aControlPlaneNeedsReadableSettings() {
    assertThat(shell.run("control-plane")).isEqualTo(64);
    assertThat(shell.run("control-plane", "--config", folder.resolve("x.yaml").toString()))
        .isEqualTo(65);
    assertThat(shell.err()).contains("x.yaml", "no such file");
  }
}

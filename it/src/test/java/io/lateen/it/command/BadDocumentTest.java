// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.it.machine.ControlPlane;
import io.lateen.it.machine.Eventually;
import io.lateen.it.machine.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Documents with errors: exit code 65, file and line and reason, and what was in force stays so.
 */
@Tag("once")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadDocumentTest {

  private static final Duration NOTICED = Duration.ofSeconds(30);

  private static final String GOOD =
      """
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata:
        name: reviews
      spec:
        hosts:
        - reviews
        http:
        - timeout: 7s
          route:
          - destination:
              host: reviews
      """;

  private Machine machine;
  private ControlPlane plane;
  private Path folder;

  /**
   * A document with an error.
   *
   * @param line where it is
   * @param reason words of the message
   */
  record Bad(String name, String text, int line, String reason) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Bad> documents() {
    return Stream.of(
        new Bad("unreadable", GOOD.replace("- reviews\n", "- [reviews\n"), 8, "not readable"),
        new Bad(
            "unknown-kind", GOOD.replace("VirtualService", "VirtualServise"), 2, "unknown kind"),
        new Bad("unknown-field", GOOD.replace("timeout:", "timeuot:"), 9, "unknown field"),
        new Bad("wrong-value", GOOD.replace("7s", "soon"), 9, "timeout"),
        new Bad("bad-pattern", GOOD + "  - match:\n    - uri: {regex: \"a(b\"}\n", 14, "RE2"),
        new Bad("name-twice", GOOD + "---\n" + GOOD, 14, "already defined on line"));
  }

  @BeforeAll
  void start(@TempDir Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    machine = Machine.start(folder);
    plane = ControlPlane.start(machine, folder, folder.resolve("data").toString());
    var outcome = plane.lateen().run("apply", "-f", file("good", GOOD));
    assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
  }

  @AfterAll
  void stop() throws IOException, InterruptedException {
    plane.close();
    machine.close();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void applyRefusesIt(Bad bad) throws IOException, InterruptedException {
    var outcome = plane.lateen().run("apply", "-f", file(bad.name(), bad.text()));

    assertThat(outcome.exitCode()).as(outcome.toString()).isEqualTo(65);
    assertThat(outcome.err()).contains(bad.name() + ".yaml:" + bad.line()).contains(bad.reason());
    assertThat(outcome.err()).contains("nothing was changed");
    var kept = plane.lateen().run("get", "virtualservice", "reviews", "-o", "yaml");
    assertThat(kept.out()).contains("timeout: 7s");
  }

  @ParameterizedTest
  @MethodSource("documents")
  void theWatchedFolderReportsIt(Bad bad) throws IOException, InterruptedException {
    var file = plane.watched().resolve(bad.name() + ".yaml");
    Files.writeString(file, bad.text());
    try {
      Eventually.within(
          NOTICED,
          () -> "reported: " + plane.lateen().run("problems"),
          () ->
              plane
                  .lateen()
                  .run("problems")
                  .out()
                  .contains(bad.name() + ".yaml:" + bad.line() + ":"));
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void oneBadDocumentKeepsTheOthersOfACallOut() throws IOException, InterruptedException {
    var two = GOOD.replace("name: reviews", "name: other") + "---\n" + GOOD.replace("7s", "soon");
    var outcome = plane.lateen().run("apply", "-f", file("two", two));

    assertThat(outcome.exitCode()).as(outcome.toString()).isEqualTo(65);
    assertThat(plane.lateen().run("get", "virtualservices").out())
        .contains("reviews")
        .doesNotContain("other");
  }

  @Test
  void aFileThatIsNotThereIsNamed() throws IOException, InterruptedException {
    var outcome = plane.lateen().run("apply", "-f", "/nowhere/at-all.yaml");

    assertThat(outcome.exitCode()).as(outcome.toString()).isEqualTo(65);
    assertThat(outcome.err()).contains("/nowhere/at-all.yaml").contains("no such file");
  }

  @Test
  void validateNeedsNoControlPlane() throws IOException, InterruptedException {
    var bad =
        documents().filter(one -> one.name().equals("unknown-field")).findFirst().orElseThrow();
    var outcome = plane.lateen().run("validate", "-f", file("offline", bad.text()));

    assertThat(outcome.exitCode()).as(outcome.toString()).isEqualTo(65);
    assertThat(outcome.out()).contains("unknown field \\\"timeuot\\\"").contains("\"line\" : 9");
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name + ".yaml"), text).toString();
  }
}

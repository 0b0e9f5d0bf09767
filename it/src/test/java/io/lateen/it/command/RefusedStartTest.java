// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.it.machine.ControlPlane;
import io.lateen.it.machine.Lateen;
import io.lateen.it.machine.Machine;
import io.lateen.it.machine.Outcome;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A start that cannot be: one message with its remedy, a documented exit code, nothing left. */
@Tag("once")
class RefusedStartTest {

  /** The demo's own address and port of the API (docs: lateen demo). */
  private static final int DEMO_API_PORT = 15014;

  @TempDir Path folder;
  private Machine machine;

  @BeforeEach
  void start() throws IOException {
    machine = Machine.start(folder);
  }

  @AfterEach
  void stop() throws IOException, InterruptedException {
    machine.close();
  }

  @Test
  void withoutRootTheDemoIsDenied() throws IOException, InterruptedException {
    var launcher = Machine.OPEN_HOME.resolve("lateen").toString();
    var outcome =
        machine.run(
            Map.of("LATEEN_REBUILD", "never"),
            List.of(
                "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", launcher, "demo"));

    assertRefused(outcome, 77, "needs root", "sudo ./lateen demo");
  }

  @Test
  void aMissingEnvoyIsNamed() throws IOException, InterruptedException {
    var outcome =
        Lateen.on(machine).with("LATEEN_ENVOY", "/nowhere/envoy").run("demo", "--hosts", "1");

    assertRefused(outcome, 69, "/nowhere/envoy", "LATEEN_ENVOY");
    assertNothingIsLeft();
  }

  @Test
  void aProgramThatIsNoEnvoyIsRefused() throws IOException, InterruptedException {
    var outcome = Lateen.on(machine).with("LATEEN_ENVOY", "/bin/true").run("demo", "--hosts", "1");

    assertRefused(outcome, 69, "/bin/true", "LATEEN_ENVOY");
    assertNothingIsLeft();
  }

  @Test
  void aBusyPortOfTheControlPlaneIsNamed() throws IOException, InterruptedException {
    try (var first = ControlPlane.start(machine, folder, folder.resolve("data").toString())) {
      int taken = port(folder.resolve("credential.json"));
      var second = Files.createDirectory(folder.resolve("second"));
      var settings = ControlPlane.settings(second, second.resolve("data").toString(), 0, taken);

      var outcome = Lateen.on(machine).run("control-plane", "--config", settings.toString());

      assertRefused(outcome, 69, "port " + taken, "ss -ltnp");
      var answer = first.lateen().run("get", "virtualservices");
      assertThat(answer.exitCode()).as(answer.toString()).isZero();
    }
  }

  @Test
  void aDataFolderInUseIsRefused() throws IOException, InterruptedException {
    var data = folder.resolve("data").toString();
    try (var first = ControlPlane.start(machine, folder, data)) {
      var second = Files.createDirectory(folder.resolve("second"));
      var settings = ControlPlane.settings(second, data, 0, 0);

      var outcome = Lateen.on(machine).run("control-plane", "--config", settings.toString());

      assertRefused(outcome, 69, "another process", "stop the other control plane");
      var answer = first.lateen().run("get", "virtualservices");
      assertThat(answer.exitCode()).as(answer.toString()).isZero();
    }
  }

  @Test
  void aBusyPortOfTheDemoIsNamedAndNothingIsLeft() throws IOException, InterruptedException {
    Files.createDirectory(folder.resolve("watched"));
    var settings =
        Files.writeString(
            folder.resolve("everywhere.yaml"),
            """
            dataDir: data
            xds: {host: 127.0.0.1, port: 0}
            api: {host: 0.0.0.0, port: %d}
            """
                .formatted(DEMO_API_PORT));
    var other = Lateen.on(machine).launch("control-plane", "--config", settings.toString());
    other.awaitWord("ready\n", Duration.ofMinutes(1));

    var outcome = Lateen.on(machine).run("demo", "--hosts", "1");

    assertRefused(outcome, 69, "port " + DEMO_API_PORT, "ss -ltnp");
    other.signal("KILL");
    other.await(Duration.ofSeconds(10));
    assertNothingIsLeft();
  }

  @Test
  void unusableSettingsAreBadInput() throws IOException, InterruptedException {
    var settings = Files.writeString(folder.resolve("settings.yaml"), "dataDirectory: /tmp\n");

    var outcome = Lateen.on(machine).run("control-plane", "--config", settings.toString());

    assertRefused(outcome, 65, "settings.yaml:1", "dataDirectory");
  }

  /** One message, its remedy, and no stack trace. */
  private static void assertRefused(Outcome outcome, int code, String what, String remedy) {
    assertThat(outcome.exitCode()).as(outcome.toString()).isEqualTo(code);
    var told = (outcome.out() + outcome.err()).toLowerCase(Locale.ROOT);
    assertThat(told).contains(what.toLowerCase(Locale.ROOT));
    assertThat(told).contains(remedy.toLowerCase(Locale.ROOT));
    assertThat(told).doesNotContain("\tat ").doesNotContain("exception");
  }

  private void assertNothingIsLeft() throws IOException, InterruptedException {
    assertThat(machine.networkNamespaces()).isEmpty();
    assertThat(machine.interfaces()).isEmpty();
    assertThat(machine.processes()).isEmpty();
    assertThat(machine.see("/run/lateen/demo")).doesNotExist();
  }

  private static int port(Path credential) throws IOException {
    var server = JsonMapper.builder().build().readTree(Files.readString(credential)).path("server");
    return URI.create(server.asString("")).getPort();
  }
}

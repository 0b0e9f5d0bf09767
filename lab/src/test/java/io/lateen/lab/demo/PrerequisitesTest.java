// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lateen.agent.process.Commands;
import io.lateen.lab.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrerequisitesTest {

  @TempDir Path folder = Path.of("");

  private final List<List<String>> ran = new ArrayList<>();
  private Commands.Outcome outcome = new Commands.Outcome(0, "");

  @Test
  void refusesOtherSystems() {
    assertThatThrownBy(() -> prerequisites().checkSystem("Mac OS X"))
        .isInstanceOfSatisfying(
            LabException.class, e -> assertThat(e.exitCode()).isEqualTo(LabException.UNAVAILABLE))
        .hasMessageContaining("Mac OS X");
  }

  @Test
  void namesThePackagesThatAreMissing() throws IOException {
    program("ip");
    program("nsenter");
    program("setpriv");
    program("setsid");

    assertThatThrownBy(() -> prerequisites().checkCommands(new Silent()))
        .isInstanceOfSatisfying(
            LabException.class, e -> assertThat(e.remedy()).contains("apt-get install nftables"))
        .hasMessage("these system packages are missing: nftables");
    assertThat(ran).isEmpty();
  }

  @Test
  void installsThemWhereItCan() throws IOException {
    program("apt-get");

    assertThatThrownBy(() -> prerequisites().checkCommands(new Silent()))
        .isInstanceOf(LabException.class);

    assertThat(ran).hasSize(1);
    assertThat(ran.getFirst()).contains("apt-get", "iproute2", "nftables");
  }

  @Test
  void anEnvoyMustSayThatItIsOne() throws IOException, LabException {
    var envoy = program("envoy");
    outcome = new Commands.Outcome(1, "permission denied");
    assertThatThrownBy(() -> prerequisites().checkEnvoy(envoy))
        .hasMessageContaining("permission denied");
    assertThatThrownBy(() -> prerequisites().checkEnvoy(folder.resolve("nothing")))
        .hasMessageContaining("no Envoy at");

    outcome = new Commands.Outcome(0, "envoy  version: abc/1.40.0/Clean/RELEASE/BoringSSL");
    prerequisites().checkEnvoy(envoy);

    assertThat(ran.getLast()).contains("--reuid=1337");
  }

  private Prerequisites prerequisites() {
    return new Prerequisites(
        (argv, input) -> {
          ran.add(argv);
          return outcome;
        },
        List.of(folder));
  }

  private Path program(String name) throws IOException {
    var file = Files.writeString(folder.resolve(name), "");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static final class Silent implements Progress {
    @Override
    public void begin(String step) {}

    @Override
    public void done(String step, Duration took, String detail) {}

    @Override
    public void note(String line) {}
  }
}

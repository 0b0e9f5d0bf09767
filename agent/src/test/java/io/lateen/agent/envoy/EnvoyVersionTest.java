// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.agent.process.Commands.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EnvoyVersionTest {

  /** Any program that is executable; what it says is faked. */
  private static final Path BINARY = Path.of("/bin/sh");

  private static String output(String version) {
    return "/opt/some/path/envoy  version: 9e55/" + version + "/Clean/RELEASE/BoringSSL";
  }

  @Test
  void theVersionIsFoundBehindPathAndCommit() {
    assertThat(EnvoyVersion.tryParse(output("1.40.0"))).contains(new EnvoyVersion(1, 40, 0));
    assertThat(EnvoyVersion.tryParse(output("1.41.0-dev"))).contains(new EnvoyVersion(1, 41, 0));
    assertThat(EnvoyVersion.tryParse("sh: not found")).isEmpty();
    assertThat(EnvoyVersion.tryParse(output("next"))).isEmpty();
  }

  @Test
  void oldVersionsAreRefused() {
    var old = EnvoyVersion.of(BINARY, (argv, input) -> new Outcome(0, output("1.38.2")));
    assertThat(old.problems().render()).contains("1.38.2", "fix    use 1.39.3 or newer");
    var second = EnvoyVersion.of(BINARY, (argv, input) -> new Outcome(0, output("1.39.3")));
    assertThat(second.isOk()).isTrue();
  }

  @Test
  void aMissingBinaryHasARemedy() {
    var missing = EnvoyVersion.of(Path.of("/nowhere/envoy"), (argv, input) -> new Outcome(0, ""));
    assertThat(missing.problems().render()).contains("no Envoy at /nowhere/envoy", "LATEEN_ENVOY");
  }

  @Test
  void aBinaryOfAnotherMachineIsNamed() {
    var broken = EnvoyVersion.of(BINARY, (argv, input) -> new Outcome(-1, "Exec format error"));
    assertThat(broken.problems().render()).contains("Exec format error");
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.agent.envoy.Bootstrap.Resolver;
import io.lateen.agent.process.Commands.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NftCaptureTest {

  private final List<String> commands = new ArrayList<>();
  private Outcome outcome = new Outcome(0, "");
  private final NftCapture capture =
      new NftCapture(
          (argv, input) -> {
            commands.add(String.join(" ", argv) + "\n" + input);
            return outcome;
          });

  @TempDir Path folder;

  private static CaptureRules rules() {
    return CaptureAnnotations.rules("Pod a/b", Map.of(), 1337, new Resolver("10.77.1.1", 53))
        .orThrow();
  }

  @Test
  void rulesAreLoadedInsideTheNamespace() {
    assertThat(capture.apply(folder, rules())).isEmpty();
    assertThat(commands)
        .containsExactly("nsenter --net=" + folder + " -- nft -f -\n" + Ruleset.of(rules()));
  }

  @Test
  void theReasonOfAFailureIsTold() {
    outcome = new Outcome(1, "Error: Could not process rule");
    assertThat(capture.apply(folder, rules()).orElseThrow())
        .contains(folder.toString(), "Could not process rule");
  }

  @Test
  void aNamespaceThatIsGoneNeedsNoRemoval() {
    outcome = new Outcome(1, "no such file");
    assertThat(capture.remove(folder.resolve("gone"))).isEmpty();
    assertThat(commands).isEmpty();
  }
}

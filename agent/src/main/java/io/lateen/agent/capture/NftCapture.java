// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.capture;

import io.lateen.agent.process.Commands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Capture by nftables: {@code nft} of the machine, run inside the namespace by nsenter(1). */
public final class NftCapture implements Capture {

  private final Commands commands;

  /** Creates it. */
  public NftCapture(Commands commands) {
    this.commands = commands;
  }

  @Override
  public Optional<String> apply(Path networkNamespace, CaptureRules rules) {
    return load(networkNamespace, Ruleset.of(rules));
  }

  @Override
  public Optional<String> remove(Path networkNamespace) {
    return Files.exists(networkNamespace)
        ? load(networkNamespace, Ruleset.removal())
        : Optional.empty();
  }

  private Optional<String> load(Path networkNamespace, String ruleset) {
    var argv = List.of("nsenter", "--net=" + networkNamespace, "--", "nft", "-f", "-");
    var outcome = commands.run(argv, ruleset);
    return outcome.ok()
        ? Optional.empty()
        : Optional.of("capture in " + networkNamespace + ": " + outcome.output());
  }
}

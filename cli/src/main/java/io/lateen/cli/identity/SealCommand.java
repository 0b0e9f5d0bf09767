// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.identity;

import io.lateen.cli.shell.Command;
import io.lateen.cli.shell.CommandException;
import io.lateen.cli.shell.Options;
import io.lateen.cli.shell.Shell;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import tools.jackson.databind.JsonNode;

/** {@code lateen seal status|rotate}. */
public final class SealCommand implements Command {

  private static final String PATH = "/lateen/v1/seal";

  @Override
  public void describe(CommandSpec spec) {
    spec.addPositional(
        Options.words(
            "ACTION",
            "status: whether the key that Secrets are sealed with is being changed;"
                + " rotate: change it, and seal what is stored anew"));
    Options.output(spec);
    Options.api(spec);
  }

  @Override
  public int run(ParseResult line, Shell shell) throws CommandException, InterruptedException {
    var action = Options.action(line, "seal", List.of("status", "rotate"));
    var rotation =
        action.equals("rotate") ? Optional.of(PATH + "/rotate") : Optional.<String>empty();
    return RotatedState.show(line, shell, PATH, rotation, SealCommand::print);
  }

  private static void print(JsonNode status, Shell shell) {
    if (status.has("revisions")) {
      shell
          .out()
          .println(
              "sealed anew: " + status.path("revisions").asString("0") + " revisions of Secrets");
    }
    shell
        .out()
        .println(
            status.path("phase").asString("").equals("changing")
                ? "the older key is kept for two minutes more, for what was being written"
                : "one key is in use");
  }
}

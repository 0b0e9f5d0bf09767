// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.process;

import io.lateen.agent.Agent;
import io.lateen.cli.shell.Command;
import io.lateen.cli.shell.CommandException;
import io.lateen.cli.shell.Options;
import io.lateen.cli.shell.Shell;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code lateen agent --config FILE}. */
public final class AgentCommand implements Command {

  @Override
  public void describe(CommandSpec spec) {
    spec.addOption(Options.text("FILE", "settings, YAML or JSON", "--config"));
  }

  @Override
  public int run(ParseResult line, Shell shell) throws CommandException {
    var file = Options.value(line, "--config");
    if (file.isEmpty()) {
      throw CommandException.usage("there is no --config", "name the settings with --config FILE");
    }
    return Agent.run(Path.of(file), shell.out(), shell.err());
  }
}

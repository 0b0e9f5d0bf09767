// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.process;

import io.lateen.base.Result;
import io.lateen.cli.shell.Command;
import io.lateen.cli.shell.CommandException;
import io.lateen.cli.shell.ExitCode;
import io.lateen.cli.shell.Options;
import io.lateen.cli.shell.Shell;
import io.lateen.controlplane.bootstrap.ControlPlane;
import io.lateen.controlplane.bootstrap.StartException;
import io.lateen.controlplane.config.ConfigDecoder;
import io.lateen.controlplane.config.ControlPlaneConfig;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code lateen control-plane --config FILE}. */
public final class ControlPlaneCommand implements Command {

  @Override
  public void describe(CommandSpec spec) {
    spec.addOption(Options.text("FILE", "settings, YAML or JSON", "--config"));
    spec.usageMessage()
        .footer(
            "",
            "LATEEN_CONTROL_PLANE_JAVA_OPTS adds options to its JVM, such as -XX:TieredStopAtLevel=4",
            "where hundreds of endpoints change each second for hours (docs/performance.md).");
  }

  @Override
  public int run(ParseResult line, Shell shell) throws CommandException, InterruptedException {
    var plane = start(config(line));
    shell.out().println("ready");
    shell.out().flush();
    plane.warmUp();
    Lifetime.untilSignal(plane::close);
    return ExitCode.OK;
  }

  private static ControlPlaneConfig config(ParseResult line) throws CommandException {
    var file = Options.value(line, "--config");
    if (file.isEmpty()) {
      throw CommandException.usage("there is no --config", "name the settings with --config FILE");
    }
    return switch (ConfigDecoder.read(Path.of(file))) {
      case Result.Ok<ControlPlaneConfig>(var config) -> config;
      case Result.Err<ControlPlaneConfig>(var problems) ->
          throw new CommandException(ExitCode.BAD_INPUT, problems.render(), "");
    };
  }

  private static ControlPlane start(ControlPlaneConfig config) throws CommandException {
    try {
      return ControlPlane.start(config);
    } catch (StartException e) {
      var message = e.getMessage() == null ? "the control plane cannot start" : e.getMessage();
      throw new CommandException(e.exitCode(), message, e.remedy());
    }
  }
}

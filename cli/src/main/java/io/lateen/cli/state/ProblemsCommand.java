// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.state;

import io.lateen.cli.shell.Command;
import io.lateen.cli.shell.CommandException;
import io.lateen.cli.shell.Documents;
import io.lateen.cli.shell.ExitCode;
import io.lateen.cli.shell.Options;
import io.lateen.cli.shell.Session;
import io.lateen.cli.shell.Shell;
import io.lateen.client.ApplyReport;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code lateen problems}: what is wrong now, with place, reason and remedy. */
public final class ProblemsCommand implements Command {

  @Override
  public void describe(CommandSpec spec) {
    spec.addOption(Options.flag("exit with 2 when there are problems", "--strict"));
    Options.namespaces(spec);
    Options.output(spec);
    Options.api(spec);
  }

  @Override
  public int run(ParseResult line, Shell shell) throws CommandException, InterruptedException {
    var format = Options.format(line);
    var namespace = Options.value(line, "-n");
    var answer =
        Session.call(line, shell, api -> api.read("/lateen/v1/problems?namespace=" + namespace));
    var problems = ApplyReport.problems(answer.path("items"));
    if (!format.isTable()) {
      Documents.print(shell.out(), format, answer);
    } else if (problems.isEmpty()) {
      shell.say("no problems");
    } else {
      shell.out().println(problems.render());
    }
    return !problems.isEmpty() && Options.has(line, "--strict") ? ExitCode.FINDINGS : ExitCode.OK;
  }
}

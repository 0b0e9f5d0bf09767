// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.objects;

import io.lateen.cli.shell.Command;
import io.lateen.cli.shell.CommandException;
import io.lateen.cli.shell.Documents;
import io.lateen.cli.shell.ExitCode;
import io.lateen.cli.shell.Options;
import io.lateen.cli.shell.Session;
import io.lateen.cli.shell.Shell;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code lateen undo}: the state before the last change comes back, as a new revision. */
public final class UndoCommand implements Command {

  @Override
  public void describe(CommandSpec spec) {
    spec.addPositional(Options.words("KIND", "KIND NAME or KIND/NAME"));
    spec.addOption(Options.text("REVISION", "default: the one before the newest", "--to-revision"));
    Options.namespaces(spec);
    Options.api(spec);
  }

  @Override
  public int run(ParseResult line, Shell shell) throws CommandException, InterruptedException {
    var selection = HistoryCommand.one(line);
    var revision = Options.number(line, "--to-revision", 0, 1);
    var answer =
        Session.call(
            line,
            shell,
            api ->
                api.post(
                    "/lateen/v1/undo?"
                        + HistoryCommand.query(selection, line)
                        + "&toRevision="
                        + revision,
                    Documents.JSON.createObjectNode()));
    shell.out().println(answer.path("message").asString("done"));
    return ExitCode.OK;
  }
}

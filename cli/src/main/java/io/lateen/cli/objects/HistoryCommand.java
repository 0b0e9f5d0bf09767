// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.objects;

import io.lateen.cli.shell.Command;
import io.lateen.cli.shell.CommandException;
import io.lateen.cli.shell.Documents;
import io.lateen.cli.shell.ExitCode;
import io.lateen.cli.shell.Format;
import io.lateen.cli.shell.Options;
import io.lateen.cli.shell.Session;
import io.lateen.cli.shell.Shell;
import io.lateen.cli.shell.Table;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code lateen history}: who changed an object when, and with {@code --revision} to what. */
public final class HistoryCommand implements Command {

  private static final int SHOWN = 20;

  @Override
  public void describe(CommandSpec spec) {
    spec.addPositional(Options.words("KIND", "KIND NAME or KIND/NAME"));
    spec.addOption(Options.text("N", "how many revisions; default: 20", "--limit"));
    spec.addOption(Options.text("REVISION", "show the object as it was then", "--revision"));
    Options.namespaces(spec);
    Options.output(spec);
    Options.api(spec);
  }

  @Override
  public int run(ParseResult line, Shell shell) throws CommandException, InterruptedException {
    var selection = one(line);
    var format = Options.format(line);
    var limit = Options.number(line, "--limit", SHOWN, 1);
    var revision = Options.number(line, "--revision", 0, 1);
    var answer =
        Session.call(
            line,
            shell,
            api ->
                api.read(
                    "/lateen/v1/history?"
                        + query(selection, line)
                        + "&limit="
                        + limit
                        + "&revision="
                        + revision));
    if (revision > 0) {
      Documents.print(
          shell.out(),
          format.isTable() ? Format.YAML : format,
          answer.path("items").path(0).path("object"));
      return ExitCode.OK;
    }
    if (!format.isTable()) {
      Documents.print(shell.out(), format, answer);
      return ExitCode.OK;
    }
    var table = new Table("REVISION", "WHEN", "WHO", "WHAT");
    for (var item : answer.path("items")) {
      table.row(
          item.path("revision").asString(""),
          item.path("at").asString(""),
          item.path("author").asString(""),
          item.path("action").asString(""));
    }
    if (table.isEmpty()) {
      throw new CommandException(
          ExitCode.ERROR, selection.name() + " has no history in the store", "check its name");
    }
    table.print(shell.out(), !Options.has(line, "--no-headers"));
    return ExitCode.OK;
  }

  /** The one object that the words name. */
  static Selection one(ParseResult line) throws CommandException {
    var selections = Selection.parse(Options.words(line));
    if (selections.size() != 1 || selections.getFirst().name().isEmpty()) {
      throw CommandException.usage("one object must be named", "write KIND NAME");
    }
    return selections.getFirst();
  }

  static String query(Selection selection, ParseResult line) {
    var kind = selection.kind();
    return String.join(
        "&",
        List.of(
            "group=" + encode(kind.group()),
            "kind=" + encode(kind.kind()),
            "namespace=" + encode(kind.namespaced() ? Options.namespace(line) : ""),
            "name=" + encode(selection.name())));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

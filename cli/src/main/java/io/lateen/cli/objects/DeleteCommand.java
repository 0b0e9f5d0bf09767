// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.objects;

import io.lateen.cli.shell.Command;
import io.lateen.cli.shell.CommandException;
import io.lateen.cli.shell.ExitCode;
import io.lateen.cli.shell.Inputs;
import io.lateen.cli.shell.Options;
import io.lateen.cli.shell.Session;
import io.lateen.cli.shell.Shell;
import io.lateen.client.ApiClient;
import io.lateen.client.ApiException;
import io.lateen.client.ObjectPath;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code lateen delete}: objects by name, or all that files name. */
public final class DeleteCommand implements Command {

  @Override
  public void describe(CommandSpec spec) {
    spec.addPositional(Options.words("KIND", "KIND NAME… or KIND/NAME…"));
    spec.addOption(Options.texts("PATH", "remove the objects in these files", "-f", "--filename"));
    spec.addOption(Options.flag("it is fine when an object is not there", "--ignore-not-found"));
    Options.namespaces(spec);
    Options.api(spec);
  }

  @Override
  public int run(ParseResult line, Shell shell) throws CommandException, InterruptedException {
    var targets = Options.values(line, "-f").isEmpty() ? named(line) : inFiles(line, shell);
    return Session.call(line, shell, api -> delete(api, targets, line, shell));
  }

  /** An object and the words for it. */
  private record Target(ObjectPath path, String words) {}

  private static List<Target> named(ParseResult line) throws CommandException {
    var targets = new ArrayList<Target>();
    for (var selection : Selection.parse(Options.words(line))) {
      if (selection.name().isEmpty()) {
        throw CommandException.usage(
            "no object is named", "name it, as in `lateen delete virtualservice reviews`");
      }
      targets.add(target(selection, Options.namespace(line)));
    }
    return targets;
  }

  private static List<Target> inFiles(ParseResult line, Shell shell) throws CommandException {
    var targets = new ArrayList<Target>();
    for (var source : Inputs.read(Options.values(line, "-f"), shell)) {
      for (var document : RawDocuments.read(source)) {
        var metadata = document.path("metadata");
        var selection =
            new Selection(
                Selection.kind(document.path("kind").asString("")),
                metadata.path("name").asString(""));
        targets.add(
            target(selection, metadata.path("namespace").asString(Options.namespace(line))));
      }
    }
    // What depends on others usually stands behind them, so it goes first.
    return targets.reversed();
  }

  private static Target target(Selection selection, String namespace) {
    var kind = selection.kind();
    return new Target(
        selection.path(namespace),
        ApplyCommand.qualified(kind.kind(), kind.group()) + " \"" + selection.name() + "\"");
  }

  private static int delete(ApiClient api, List<Target> targets, ParseResult line, Shell shell)
      throws ApiException, InterruptedException {
    var missing = 0;
    for (var target : targets) {
      if (api.delete(target.path())) {
        shell.out().println(target.words() + " deleted");
      } else if (!Options.has(line, "--ignore-not-found")) {
        missing++;
        shell.fail(target.words() + " not found", "");
      }
    }
    return missing == 0 ? ExitCode.OK : ExitCode.ERROR;
  }
}

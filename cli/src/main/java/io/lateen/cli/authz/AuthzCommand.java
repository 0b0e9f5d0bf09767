// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.authz;

import io.lateen.cli.analyze.LiveObjects;
import io.lateen.cli.objects.OfflineInputs;
import io.lateen.cli.offline.OfflineMesh;
import io.lateen.cli.shell.Command;
import io.lateen.cli.shell.CommandException;
import io.lateen.cli.shell.Documents;
import io.lateen.cli.shell.ExitCode;
import io.lateen.cli.shell.Options;
import io.lateen.cli.shell.Shell;
import io.lateen.mesh.access.AccessDecision;
import io.lateen.mesh.access.AccessDecision.Outcome;
import io.lateen.mesh.access.AccessRules;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code lateen authz check}: what becomes of a request at a workload, which policy decides, and
 * what each of the others misses. Exit code 0 when it passes, 1 when it does not.
 */
public final class AuthzCommand implements Command {

  private static final String EXAMPLE =
      "as in `lateen authz check reviews-v1.default GET /reviews/1 --from default/productpage`";

  @Override
  public void describe(CommandSpec spec) {
    spec.addPositional(
        Options.words(
            "check WORKLOAD [METHOD PATH]",
            "WORKLOAD is POD[.NAMESPACE] or deploy/NAME[.NAMESPACE]; without METHOD and PATH a"
                + " connection that is not HTTP"));
    WrittenRequest.describe(spec);
    OfflineInputs.describe(spec);
    spec.addOption(Options.text("NAMESPACE", "namespace; default: default", "-n", "--namespace"));
    Options.output(spec);
    Options.api(spec);
  }

  @Override
  public int run(ParseResult line, Shell shell) throws CommandException, InterruptedException {
    var words = Options.words(line);
    if (words.isEmpty() || !words.getFirst().equals("check")) {
      throw CommandException.usage("authz has the action check", EXAMPLE);
    }
    if (words.size() != 2 && words.size() != 4) {
      throw CommandException.usage("a workload is needed, or one with METHOD and PATH", EXAMPLE);
    }
    boolean offline = Options.has(line, "-f");
    var sources = offline ? OfflineInputs.sources(line, shell) : LiveObjects.documents(line, shell);
    var mesh = OfflineMesh.read(sources, OfflineInputs.settings(line, shell));
    if (offline && mesh.problems().hasErrors()) {
      shell.err().println(mesh.problems().errors().render());
    }
    var asked = WrittenRequest.of(line, mesh.snapshot());
    var decision = AccessRules.of(mesh.snapshot(), asked.to()).decide(asked.request());
    show(decision, line, shell);
    return passes(decision) ? ExitCode.OK : ExitCode.ERROR;
  }

  private static boolean passes(AccessDecision decision) {
    return decision.outcome() == Outcome.ALLOWED;
  }

  private static void show(AccessDecision decision, ParseResult line, Shell shell)
      throws CommandException {
    var format = Options.format(line);
    if (format.isTable()) {
      DecisionText.print(decision, shell.out(), !Options.has(line, "--no-headers"));
    } else {
      Documents.print(shell.out(), format, DecisionTree.of(decision));
    }
  }
}

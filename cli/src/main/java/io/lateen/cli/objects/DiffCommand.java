// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.objects;

import io.lateen.cli.shell.Command;
import io.lateen.cli.shell.CommandException;
import io.lateen.cli.shell.Documents;
import io.lateen.cli.shell.ExitCode;
import io.lateen.cli.shell.Inputs;
import io.lateen.cli.shell.Options;
import io.lateen.cli.shell.Session;
import io.lateen.cli.shell.Shell;
import io.lateen.client.ApiClient.ApplyMode;
import io.lateen.client.ApplyReport;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import tools.jackson.databind.JsonNode;

/** {@code lateen diff}: exit 0 without differences, 1 with some, 2 when it did not work. */
public final class DiffCommand implements Command {

  @Override
  public void describe(CommandSpec spec) {
    spec.addOption(
        Options.texts("PATH", "file, folder or - for stdin; may repeat", "-f", "--filename"));
    Options.api(spec);
  }

  @Override
  public int run(ParseResult line, Shell shell) throws CommandException, InterruptedException {
    var sources = Inputs.read(Options.values(line, "-f"), shell);
    var answer = Session.call(line, shell, api -> api.applyRaw(sources, ApplyMode.DRY_RUN));
    var problems = ApplyReport.problems(answer.path("problems"));
    if (!problems.isEmpty()) {
      shell.say(problems.render());
    }
    if (!answer.path("accepted").asBoolean(false)) {
      return ExitCode.BAD_INPUT;
    }
    var differences = 0;
    for (var result : answer.path("results")) {
      var lines = difference(result);
      differences += lines.isEmpty() ? 0 : 1;
      lines.forEach(shell.out()::println);
    }
    shell.out().flush();
    return differences == 0 ? ExitCode.OK : ExitCode.ERROR;
  }

  private static List<String> difference(JsonNode result) {
    var name =
        result.path("kind").asString("")
            + "/"
            + result.path("namespace").asString("")
            + "/"
            + result.path("name").asString("");
    return LineDiff.unified(
        "live " + name, "file " + name, yaml(result.path("before")), yaml(result.path("after")));
  }

  private static List<String> yaml(JsonNode document) {
    return document.isObject() ? Documents.yaml(document).lines().toList() : List.of();
  }
}

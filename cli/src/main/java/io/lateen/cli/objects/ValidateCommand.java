// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.objects;

import io.lateen.base.problem.Problems;
import io.lateen.cli.offline.Validation;
import io.lateen.cli.offline.ValidationResult;
import io.lateen.cli.shell.Command;
import io.lateen.cli.shell.CommandException;
import io.lateen.cli.shell.Documents;
import io.lateen.cli.shell.ExitCode;
import io.lateen.cli.shell.Format;
import io.lateen.cli.shell.Options;
import io.lateen.cli.shell.Shell;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code lateen validate}: what apply would say, without a control plane. */
public final class ValidateCommand implements Command {

  @Override
  public void describe(CommandSpec spec) {
    OfflineInputs.describe(spec);
    Options.output(spec);
  }

  @Override
  public int run(ParseResult line, Shell shell) throws CommandException {
    // Scripts read the results, so JSON is the default here.
    var format = Options.has(line, "-o") ? Options.format(line) : Format.JSON;
    var inputs = OfflineInputs.read(line, shell);
    var results = Validation.of(inputs.sources(), inputs.settings());
    switch (format) {
      case TABLE, WIDE -> shell.out().println(text(results));
      case NAME -> results.forEach(result -> shell.out().println(name(result)));
      case JSON, YAML -> Documents.print(shell.out(), format, Validation.tree(results));
    }
    return results.stream().allMatch(ValidationResult::valid) ? ExitCode.OK : ExitCode.BAD_INPUT;
  }

  private static String text(List<ValidationResult> results) {
    var all = results.stream().map(ValidationResult::problems).reduce(Problems.NONE, Problems::and);
    var count = results.size() + (results.size() == 1 ? " object is" : " objects are") + " valid";
    if (all.hasErrors()) {
      return all.render();
    }
    return all.isEmpty() ? count : all.render() + "\n" + count;
  }

  private static String name(ValidationResult result) {
    var place = result.namespace().isEmpty() ? "" : result.namespace() + "/";
    var verdict = result.valid() ? "valid" : "invalid";
    return result.kind() + " " + place + result.name() + " " + verdict;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.process;

import io.lateen.bookinfo.Bookinfo;
import io.lateen.cli.shell.Command;
import io.lateen.cli.shell.ExitCode;
import io.lateen.cli.shell.Options;
import io.lateen.cli.shell.Shell;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code lateen app SERVICE …}: a program of the sample application, which reads its own options.
 */
public final class AppCommand implements Command {

  @Override
  public void describe(CommandSpec spec) {
    spec.addPositional(Options.words("SERVICE", "the service and its options"));
    spec.parser().unmatchedOptionsArePositionalParams(true);
  }

  @Override
  public int run(ParseResult line, Shell shell) {
    Bookinfo.main(Options.words(line).toArray(String[]::new));
    return ExitCode.OK;
  }
}

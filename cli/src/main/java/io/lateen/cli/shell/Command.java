// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.shell;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** One verb. Its specification is built by hand: picocli's annotations cost start time. */
public interface Command {

  /** Adds options and parameters; name and summary are set already. */
  void describe(CommandSpec spec);

  /** Does the work and returns the exit code. */
  int run(ParseResult line, Shell shell) throws CommandException, InterruptedException;
}

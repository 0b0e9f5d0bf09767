// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.shell;

/** Ends a command with one message, its remedy and an exit code. */
public final class CommandException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int exitCode;
  private final String remedy;

  /**
   * A failure that people can act on.
   *
   * @param message what happened, without a full stop
   * @param remedy what to do; empty when there is nothing to name
   */
  public CommandException(int exitCode, String message, String remedy) {
    super(message);
    this.exitCode = exitCode;
    this.remedy = remedy;
  }

  /** A mistake on the command line. */
  public static CommandException usage(String message, String remedy) {
    return new CommandException(ExitCode.USAGE, message, remedy);
  }

  /** See {@link ExitCode}. */
  public int exitCode() {
    return exitCode;
  }

  /** What to do; may be empty. */
  public String remedy() {
    return remedy;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.shell;

/** What the process tells its caller; 64 to 77 are those of BSD's sysexits.h. */
public final class ExitCode {

  /** Done; for diff: no difference. */
  public static final int OK = 0;

  /** It did not work; for diff: there are differences. */
  public static final int ERROR = 1;

  /** Findings, with {@code --strict}; for diff: it did not work. */
  public static final int FINDINGS = 2;

  /** The command line is wrong (EX_USAGE). */
  public static final int USAGE = 64;

  /** The input is wrong (EX_DATAERR). */
  public static final int BAD_INPUT = 65;

  /** A service cannot be reached or a port is taken (EX_UNAVAILABLE). */
  public static final int UNAVAILABLE = 69;

  /** Not allowed (EX_NOPERM). */
  public static final int DENIED = 77;

  /** Errors found by analyze or check. */
  public static final int ERRORS_FOUND = 79;

  private ExitCode() {}
}

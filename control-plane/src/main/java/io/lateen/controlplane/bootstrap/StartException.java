// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.bootstrap;

import io.lateen.base.problem.Problems;

/** The control plane cannot start; says why, what to do, and with which code to exit. */
public final class StartException extends Exception {

  private static final long serialVersionUID = 1L;

  /** EX_UNAVAILABLE: a port or a file is taken. */
  static final int UNAVAILABLE = 69;

  /** EX_NOPERM. */
  static final int DENIED = 77;

  /** EX_DATAERR: a file of the control plane is not what it should be. */
  static final int BAD_DATA = 65;

  private final int exitCode;
  private final String remedy;

  StartException(int exitCode, String message, String remedy, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
    this.remedy = remedy;
  }

  static StartException of(int exitCode, Problems problems) {
    var first = problems.list().getFirst();
    return new StartException(
        exitCode,
        first.location() + ": " + first.message(),
        first.fix(),
        new IllegalStateException(problems.render()));
  }

  /** The code to exit with, from BSD's sysexits.h. */
  public int exitCode() {
    return exitCode;
  }

  /** What to do about it; may be empty. */
  public String remedy() {
    return remedy;
  }
}

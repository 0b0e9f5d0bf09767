// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab;

/** The lab cannot do what was asked; says why in one line and what helps in another. */
public final class LabException extends Exception {

  /** Something failed that should have worked. */
  public static final int FAILED = 1;

  /** {@code EX_USAGE} of sysexits: an option is wrong. */
  public static final int USAGE = 64;

  /** {@code EX_DATAERR} of sysexits: a document is wrong. */
  public static final int BAD_INPUT = 65;

  /** {@code EX_UNAVAILABLE} of sysexits: something needed is missing, busy or not running. */
  public static final int UNAVAILABLE = 69;

  /** {@code EX_NOPERM} of sysexits: this user may not. */
  public static final int DENIED = 77;

  private static final long serialVersionUID = 1L;

  private final int exitCode;
  private final String remedy;

  /**
   * A failure with a remedy.
   *
   * @param exitCode one of the constants of this class
   * @param message one line
   * @param remedy one line; empty when there is none to name
   */
  public LabException(int exitCode, String message, String remedy) {
    super(message);
    this.exitCode = exitCode;
    this.remedy = remedy;
  }

  /** A failure that was caused by another. */
  public LabException(int exitCode, String message, String remedy, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
    this.remedy = remedy;
  }

  /** What the process should exit with. */
  public int exitCode() {
    return exitCode;
  }

  /** What helps; empty when nothing is known to. */
  public String remedy() {
    return remedy;
  }
}

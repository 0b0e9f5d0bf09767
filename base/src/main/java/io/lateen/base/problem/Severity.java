// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.problem;

/** How bad a problem is, worst first. */
public enum Severity {
  /** The object is not used. */
  ERROR,
  /** The object is used, but probably not as its author meant. */
  WARNING,
  /** Worth knowing. */
  INFO;

  /** The word shown to users. */
  public String word() {
    return switch (this) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case INFO -> "info";
    };
  }
}

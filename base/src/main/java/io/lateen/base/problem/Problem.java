// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.problem;

/**
 * One thing that is wrong with an input.
 *
 * @param severity whether the object is refused
 * @param location where in the input
 * @param object kind, namespace and name, as in {@code VirtualService default/reviews}; empty when
 *     the input could not be read that far
 * @param path field inside the object, as in {@code http[0].match[0].uri.regex}; may be empty
 * @param message the reason, one sentence without a full stop
 * @param fix the remedy; empty when there is none to name
 */
public record Problem(
    Severity severity, Location location, String object, String path, String message, String fix) {

  /** An error without a remedy to name. */
  public static Problem error(Location location, String object, String path, String message) {
    return new Problem(Severity.ERROR, location, object, path, message, "");
  }

  /** A warning without a remedy to name. */
  public static Problem warning(Location location, String object, String path, String message) {
    return new Problem(Severity.WARNING, location, object, path, message, "");
  }

  /** The same problem with a remedy. */
  public Problem withFix(String remedy) {
    return new Problem(severity, location, object, path, message, remedy);
  }

  /** The same problem, told about another object. */
  public Problem about(String otherObject) {
    return new Problem(severity, location, otherObject, path, message, fix);
  }

  /** Whether the object is refused. */
  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /**
   * The text users see everywhere: a line with place, object and path, a line with the reason, and
   * a line with the remedy when there is one. Ends without a line break.
   */
  public String render() {
    var text = new StringBuilder();
    append(text, location.toString());
    append(text, object);
    append(text, path);
    if (!text.isEmpty()) {
      text.append('\n');
    }
    text.append("  ").append(severity.word()).append("  ").append(message);
    if (!fix.isEmpty()) {
      text.append("\n  fix    ").append(fix);
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String part) {
    if (!part.isEmpty()) {
      text.append(text.isEmpty() ? "" : "  ").append(part);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance;

import java.util.function.Supplier;

/**
 * What came of a case.
 *
 * @param why the reason of the failure in one line; empty when the case passed
 * @param detail everything that helps to mend it, made only when asked for
 */
public record Verdict(String why, Supplier<String> detail) {

  /** Passed. */
  public static final Verdict PASSED = new Verdict("", () -> "");

  private static final int MAX_REASON = 400;

  /** Keeps the reason on one line. */
  public Verdict {
    var line = why.replaceAll("\\s*\\R\\s*", " ");
    why = line.length() > MAX_REASON ? line.substring(0, MAX_REASON) + " …" : line;
  }

  public static Verdict failed(String why) {
    return new Verdict(why.isEmpty() ? "failed" : why, () -> why);
  }

  public static Verdict failed(String why, Supplier<String> detail) {
    return new Verdict(why.isEmpty() ? "failed" : why, detail);
  }

  public boolean passed() {
    return why.isEmpty();
  }
}

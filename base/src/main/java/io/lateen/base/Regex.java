// SPDX-License-Identifier: Apache-2.0
package io.lateen.base;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;

/**
 * Checks regular expressions against the RE2 syntax, which is what Envoy compiles (RE2 syntax page,
 * github.com/google/re2/wiki/Syntax).
 */
public final class Regex {

  /** Longest regex accepted from users, in characters; Envoy compiles each per worker. */
  public static final int MAX_PATTERN_LENGTH = 1024;

  private Regex() {}

  /** Why {@code pattern} would be refused, as a phrase; empty when it is valid. */
  public static Optional<String> fault(String pattern) {
    if (pattern.length() > MAX_PATTERN_LENGTH) {
      return Optional.of(
          "longer than " + MAX_PATTERN_LENGTH + " characters (" + pattern.length() + ")");
    }
    try {
      Pattern.compile(pattern);
      return Optional.empty();
    } catch (PatternSyntaxException e) {
      return Optional.of(e.getDescription());
    }
  }
}

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

  /** Largest product of nested counts; RE2 refuses more (re2/parse.cc, maximum_repeat_count). */
  public static final int MAX_REPEATS = 1_000;

  /**
   * Largest compiled program, in steps; Istio starts its proxies with this limit ({@code
   * re2.max_program_size.error_level} in envoy_bootstrap.json).
   */
  public static final int MAX_PROGRAM_SIZE = 32_768;

  private Regex() {}

  /** Why {@code pattern} would be refused, as a phrase; empty when it is valid. */
  public static Optional<String> fault(String pattern) {
    if (pattern.length() > MAX_PATTERN_LENGTH) {
      return Optional.of(
          "longer than " + MAX_PATTERN_LENGTH + " characters (" + pattern.length() + ")");
    }
    if (!RegexSize.isWithin(pattern, MAX_PROGRAM_SIZE, MAX_REPEATS)) {
      return Optional.of(
          "its counts multiply to more than %d repetitions or %d steps"
              .formatted(MAX_REPEATS, MAX_PROGRAM_SIZE));
    }
    try {
      var size = Pattern.compile(pattern).programSize();
      return size > MAX_PROGRAM_SIZE
          ? Optional.of("%d steps when compiled, more than %d".formatted(size, MAX_PROGRAM_SIZE))
          : Optional.empty();
    } catch (PatternSyntaxException e) {
      return Optional.of(e.getDescription());
    }
  }

  /** An expression that matches exactly {@code text}. */
  public static String quote(String text) {
    return Pattern.quote(text);
  }

  /** Whether {@code pattern} occurs in {@code text}; false when it is not valid. */
  public static boolean finds(String pattern, String text) {
    return fault(pattern).isEmpty() && Pattern.compile(pattern).matcher(text).find();
  }
}

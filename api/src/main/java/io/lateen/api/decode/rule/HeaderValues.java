// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.rule;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The rule for header values with variables, {@code %VAR%} and {@code %VAR(argument)%}, and {@code
 * %%} for a percent sign (Envoy, configuration/http/http_conn_man/headers, custom headers). Only
 * the form is checked, not the names of variables.
 */
public final class HeaderValues {

  private static final Pattern FORBIDDEN = Pattern.compile("[\\x00-\\x08\\x0a-\\x1f\\x7f]");

  private HeaderValues() {}

  /** What is wrong with a value. */
  public static Optional<String> fault(String value) {
    if (FORBIDDEN.matcher(value).find()) {
      return Optional.of("a header value must not contain control characters");
    }
    for (var at = value.indexOf('%'); at >= 0; at = value.indexOf('%', at)) {
      if (value.startsWith("%%", at)) {
        at += 2;
        continue;
      }
      at = variableEnd(value, at + 1);
      if (at < 0) {
        return Optional.of(
            "the % in the header value \""
                + value
                + "\" does not begin a complete variable;"
                + " write %% for a percent sign");
      }
    }
    return Optional.empty();
  }

  /** The index after the closing percent sign of the variable that begins here; -1 without one. */
  private static int variableEnd(String value, int start) {
    for (var at = start; at < value.length(); at++) {
      if (value.charAt(at) == '%') {
        return at + 1;
      }
      if (value.charAt(at) == '(') {
        return argumentsEnd(value, at + 1);
      }
    }
    return -1;
  }

  /** Skips {@code ["a", "b"]} or plain text with the closing parenthesis and percent sign. */
  private static int argumentsEnd(String value, int start) {
    for (var at = start; at < value.length(); at++) {
      if (value.charAt(at) == '\\') {
        at++;
      } else if (value.charAt(at) == ')') {
        var next = at + 1;
        while (next < value.length() && value.charAt(next) == ' ') {
          next++;
        }
        return next < value.length() && value.charAt(next) == '%' ? next + 1 : -1;
      }
    }
    return -1;
  }
}

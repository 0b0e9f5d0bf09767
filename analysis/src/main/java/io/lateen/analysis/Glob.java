// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis;

/** Texts with {@code *} for any text, as in suppressions. */
final class Glob {

  private Glob() {}

  /** Whether the whole text matches; linear in the text for each star. */
  static boolean matches(String pattern, String text) {
    var parts = pattern.split("\\*", -1);
    if (parts.length == 1) {
      return pattern.equals(text);
    }
    var first = parts[0];
    var last = parts[parts.length - 1];
    if (!text.startsWith(first) || text.length() < first.length() + last.length()) {
      return false;
    }
    var at = first.length();
    var end = text.length() - last.length();
    for (var index = 1; index < parts.length - 1; index++) {
      var found = text.indexOf(parts[index], at);
      if (found < 0 || found + parts[index].length() > end) {
        return false;
      }
      at = found + parts[index].length();
    }
    return text.endsWith(last);
  }
}

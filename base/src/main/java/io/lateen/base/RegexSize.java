// SPDX-License-Identifier: Apache-2.0
package io.lateen.base;

import java.util.ArrayDeque;
import java.util.regex.Pattern;

/**
 * How large a regular expression becomes when its counts are written out, found without writing
 * them out. RE2 refuses products of nested counts above 1000 (re2/parse.cc, RepetitionWalker);
 * RE2/J writes them out until memory ends. A text that is no valid expression may give any size.
 */
final class RegexSize {

  /** Numbers above this are all the same: far too large. */
  private static final long ENOUGH = 1_000_000_000;

  private static final Pattern COUNT = Pattern.compile("\\{([0-9]{1,4})(?:,([0-9]{1,4})?)?}");

  /**
   * A part of the expression.
   *
   * @param size pieces when written out
   * @param repeats largest product of counts
   */
  private record Part(long size, long repeats) {

    static final Part EMPTY = new Part(0, 1);
    static final Part PIECE = new Part(1, 1);

    Part and(Part next) {
      return new Part(Math.min(ENOUGH, size + next.size), Math.max(repeats, next.repeats));
    }

    Part times(long count) {
      return new Part(
          Math.min(ENOUGH, Math.max(1, size) * count), Math.min(ENOUGH, repeats * count));
    }
  }

  private final String pattern;
  private final ArrayDeque<Part> outer = new ArrayDeque<>();
  private Part before = Part.EMPTY;
  private Part last = Part.EMPTY;
  private int at;

  private RegexSize(String pattern) {
    this.pattern = pattern;
  }

  /** Whether the expression stays within limits. */
  static boolean isWithin(String pattern, long maxSize, long maxRepeats) {
    var whole = new RegexSize(pattern).whole();
    return whole.size <= maxSize && whole.repeats <= maxRepeats;
  }

  private Part whole() {
    while (at < pattern.length()) {
      step();
    }
    while (!outer.isEmpty()) {
      close();
    }
    return before.and(last);
  }

  private void step() {
    switch (pattern.charAt(at)) {
      case '\\' -> escape();
      case '[' -> characterClass();
      case '(' -> {
        outer.push(before.and(last));
        before = Part.EMPTY;
        last = Part.EMPTY;
        at++;
      }
      case ')' -> {
        close();
        at++;
      }
      case '{' -> count();
      default -> piece(at + 1);
    }
  }

  private void piece(int end) {
    before = before.and(last);
    last = Part.PIECE;
    at = end;
  }

  /** A group ends; it is one piece of the part around it. */
  private void close() {
    last = before.and(last).and(Part.PIECE);
    before = outer.isEmpty() ? Part.EMPTY : outer.pop();
  }

  private void count() {
    var matcher = COUNT.matcher(pattern).region(at, pattern.length());
    if (!matcher.lookingAt()) {
      piece(at + 1);
      return;
    }
    var most = matcher.group(2) == null ? matcher.group(1) : matcher.group(2);
    last = last.times(Math.max(1, Long.parseLong(most)));
    at = matcher.end();
  }

  private void escape() {
    var quoted = pattern.startsWith("\\Q", at);
    var close = quoted ? pattern.indexOf("\\E", at) : at;
    var end = close < 0 ? pattern.length() : Math.min(pattern.length(), close + 2);
    var letter = end - 1 > at ? pattern.charAt(end - 1) : ' ';
    if (!quoted && "pPx".indexOf(letter) >= 0 && pattern.startsWith("{", end)) {
      var brace = pattern.indexOf('}', end);
      end = brace < 0 ? pattern.length() : brace + 1;
    }
    piece(end);
  }

  private void characterClass() {
    var end = at + 1;
    if (pattern.startsWith("^", end)) {
      end++;
    }
    var first = true;
    while (end < pattern.length() && (first || pattern.charAt(end) != ']')) {
      first = false;
      var named = pattern.startsWith("[:", end) ? pattern.indexOf(":]", end + 2) : -1;
      if (named >= 0) {
        end = named + 2;
      } else {
        end += pattern.charAt(end) == '\\' ? 2 : 1;
      }
    }
    piece(Math.min(pattern.length(), end + 1));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.evaluate;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import java.util.Locale;

/** Conditions on text (Envoy: source/common/common/matchers.h StringMatcherImpl). */
final class TextMatch {

  private TextMatch() {}

  static boolean holds(StringMatcher matcher, String text) {
    boolean fold = matcher.getIgnoreCase();
    var value = fold ? text.toLowerCase(Locale.ROOT) : text;
    return switch (matcher.getMatchPatternCase()) {
      case EXACT -> value.equals(folded(matcher.getExact(), fold));
      case PREFIX -> value.startsWith(folded(matcher.getPrefix(), fold));
      case SUFFIX -> value.endsWith(folded(matcher.getSuffix(), fold));
      case CONTAINS -> value.contains(folded(matcher.getContains(), fold));
      case SAFE_REGEX -> regex(matcher.getSafeRegex().getRegex(), text);
      case CUSTOM, MATCHPATTERN_NOT_SET -> false;
    };
  }

  private static String folded(String text, boolean fold) {
    return fold ? text.toLowerCase(Locale.ROOT) : text;
  }

  /** Whether the pattern fits the whole text; a pattern that is none fits nothing. */
  static boolean regex(String pattern, String text) {
    try {
      return Pattern.compile(pattern).matches(text);
    } catch (PatternSyntaxException e) {
      return false;
    }
  }

  /** In words, for people. */
  static String describe(StringMatcher matcher) {
    var text =
        switch (matcher.getMatchPatternCase()) {
          case EXACT -> "\"" + matcher.getExact() + "\"";
          case PREFIX -> "\"" + matcher.getPrefix() + "…\"";
          case SUFFIX -> "\"…" + matcher.getSuffix() + "\"";
          case CONTAINS -> "\"…" + matcher.getContains() + "…\"";
          case SAFE_REGEX -> "/" + matcher.getSafeRegex().getRegex() + "/";
          case CUSTOM -> "an extension";
          case MATCHPATTERN_NOT_SET -> "nothing";
        };
    return matcher.getIgnoreCase() ? text + " in any case" : text;
  }
}

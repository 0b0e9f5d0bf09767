// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.evaluate;

import io.envoyproxy.envoy.config.route.v3.HeaderMatcher;
import io.envoyproxy.envoy.config.route.v3.QueryParameterMatcher;
import java.util.Optional;

/**
 * Conditions on headers and query parameters (Envoy: source/common/http/header_utility.cc,
 * source/common/router/config_utility.cc).
 */
@SuppressWarnings("deprecation") // EnvoyFilter objects still use the old spellings.
final class HeaderMatch {

  private HeaderMatch() {}

  /** Whether the header meets the condition; a missing one meets none, not even an inverted one. */
  static boolean holds(HeaderMatcher matcher, Optional<String> value) {
    if (matcher.getHeaderMatchSpecifierCase()
            == HeaderMatcher.HeaderMatchSpecifierCase.PRESENT_MATCH
        || matcher.getHeaderMatchSpecifierCase()
            == HeaderMatcher.HeaderMatchSpecifierCase.HEADERMATCHSPECIFIER_NOT_SET) {
      boolean wanted =
          matcher.getHeaderMatchSpecifierCase()
                  == HeaderMatcher.HeaderMatchSpecifierCase.HEADERMATCHSPECIFIER_NOT_SET
              || matcher.getPresentMatch();
      boolean present = value.isPresent() || matcher.getTreatMissingHeaderAsEmpty();
      return (present == wanted) != matcher.getInvertMatch();
    }
    if (value.isEmpty() && !matcher.getTreatMissingHeaderAsEmpty()) {
      return false;
    }
    return fits(matcher, value.orElse("")) != matcher.getInvertMatch();
  }

  private static boolean fits(HeaderMatcher matcher, String value) {
    return switch (matcher.getHeaderMatchSpecifierCase()) {
      case STRING_MATCH -> TextMatch.holds(matcher.getStringMatch(), value);
      case EXACT_MATCH -> value.equals(matcher.getExactMatch());
      case PREFIX_MATCH -> value.startsWith(matcher.getPrefixMatch());
      case SUFFIX_MATCH -> value.endsWith(matcher.getSuffixMatch());
      case CONTAINS_MATCH -> value.contains(matcher.getContainsMatch());
      case SAFE_REGEX_MATCH -> TextMatch.regex(matcher.getSafeRegexMatch().getRegex(), value);
      case RANGE_MATCH -> {
        var number = number(value);
        var range = matcher.getRangeMatch();
        yield number.isPresent()
            && range.getStart() <= number.get()
            && number.get() < range.getEnd();
      }
      case PRESENT_MATCH, HEADERMATCHSPECIFIER_NOT_SET -> true;
    };
  }

  private static Optional<Long> number(String value) {
    try {
      return Optional.of(Long.parseLong(value));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  static boolean holds(QueryParameterMatcher matcher, Optional<String> value) {
    return switch (matcher.getQueryParameterMatchSpecifierCase()) {
      case STRING_MATCH ->
          value.filter(v -> TextMatch.holds(matcher.getStringMatch(), v)).isPresent();
      case PRESENT_MATCH -> value.isPresent() == matcher.getPresentMatch();
      case QUERYPARAMETERMATCHSPECIFIER_NOT_SET -> value.isPresent();
    };
  }

  /** In words, for people. */
  static String describe(HeaderMatcher matcher) {
    var wanted =
        switch (matcher.getHeaderMatchSpecifierCase()) {
          case STRING_MATCH -> TextMatch.describe(matcher.getStringMatch());
          case PRESENT_MATCH, HEADERMATCHSPECIFIER_NOT_SET -> "present";
          case EXACT_MATCH -> "\"" + matcher.getExactMatch() + "\"";
          case PREFIX_MATCH -> "\"" + matcher.getPrefixMatch() + "…\"";
          case SUFFIX_MATCH -> "\"…" + matcher.getSuffixMatch() + "\"";
          case CONTAINS_MATCH -> "\"…" + matcher.getContainsMatch() + "…\"";
          case SAFE_REGEX_MATCH -> "/" + matcher.getSafeRegexMatch().getRegex() + "/";
          case RANGE_MATCH ->
              "from "
                  + matcher.getRangeMatch().getStart()
                  + " below "
                  + matcher.getRangeMatch().getEnd();
        };
    return "header " + matcher.getName() + (matcher.getInvertMatch() ? " not " : " ") + wanted;
  }
}

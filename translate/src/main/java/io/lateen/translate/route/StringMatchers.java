// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.route;

import io.envoyproxy.envoy.config.route.v3.HeaderMatcher;
import io.envoyproxy.envoy.config.route.v3.QueryParameterMatcher;
import io.envoyproxy.envoy.type.matcher.v3.RegexMatcher;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import io.lateen.api.networking.StringMatch;

/** Conditions on text as Envoy's matchers. */
final class StringMatchers {

  /** Not a pattern of RE2: Istio reads it as "is there at all". */
  private static final String PRESENT_PATTERN = "*";

  private StringMatchers() {}

  /** Whether only the presence of a name counts. */
  static boolean isPresence(StringMatch match) {
    return switch (match) {
      case StringMatch.Present() -> true;
      case StringMatch.Regex(var pattern) -> pattern.equals(PRESENT_PATTERN);
      case StringMatch.Exact _, StringMatch.Prefix _ -> false;
    };
  }

  static StringMatcher string(StringMatch match) {
    return switch (match) {
      case StringMatch.Exact(var value) -> StringMatcher.newBuilder().setExact(value).build();
      case StringMatch.Prefix(var value) -> StringMatcher.newBuilder().setPrefix(value).build();
      case StringMatch.Regex(var value) ->
          StringMatcher.newBuilder().setSafeRegex(regex(value)).build();
      case StringMatch.Present() ->
          throw new IllegalArgumentException("presence is not a condition on text");
    };
  }

  static RegexMatcher regex(String pattern) {
    return RegexMatcher.newBuilder().setRegex(pattern).build();
  }

  static HeaderMatcher header(String name, StringMatch match) {
    var matcher = HeaderMatcher.newBuilder().setName(name);
    return isPresence(match)
        ? matcher.setPresentMatch(true).build()
        : matcher.setStringMatch(string(match)).build();
  }

  /** Holds when the header does not meet the condition; a missing header meets none. */
  static HeaderMatcher notHeader(String name, StringMatch match) {
    var matcher = header(name, match).toBuilder().setInvertMatch(true);
    return isPresence(match) ? matcher.build() : matcher.setTreatMissingHeaderAsEmpty(true).build();
  }

  static QueryParameterMatcher query(String name, StringMatch match) {
    var matcher = QueryParameterMatcher.newBuilder().setName(name);
    return isPresence(match)
        ? matcher.setPresentMatch(true).build()
        : matcher.setStringMatch(string(match)).build();
  }
}

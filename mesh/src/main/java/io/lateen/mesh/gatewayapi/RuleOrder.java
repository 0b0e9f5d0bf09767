// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.gatewayapi;

import io.lateen.api.networking.HttpMatch;
import io.lateen.api.networking.HttpRoute;
import io.lateen.api.networking.StringMatch;
import java.util.Comparator;

/**
 * Which rule is tried first (gateway-api: HTTPRouteRule.matches; Istio: sortHTTPRoutes): whole
 * paths, then prefixes, then patterns, longer ones first; then those with a method, more headers,
 * more query parameters. Each rule has at most one condition; those without any come last.
 */
final class RuleOrder {

  private static final int WHOLE = 3;
  private static final int PREFIX = 2;
  private static final int PATTERN = 1;
  private static final int NONE = -1;

  /** Equal rules keep their order, which is that of age. */
  static final Comparator<HttpRoute> MOST_SPECIFIC_FIRST =
      Comparator.comparing((HttpRoute rule) -> rule.match().isEmpty())
          .thenComparing(
              rule -> rule.match().stream().findFirst(),
              (left, right) ->
                  left.isEmpty() || right.isEmpty() ? 0 : compare(left.get(), right.get()));

  private RuleOrder() {}

  private static int compare(HttpMatch left, HttpMatch right) {
    return Comparator.comparingInt((HttpMatch match) -> -rank(match))
        .thenComparingInt(match -> -match.uri().map(StringMatch::text).orElse("").length())
        .thenComparing(match -> match.method().isEmpty())
        .thenComparingInt(match -> -match.headers().size())
        .thenComparingInt(match -> -match.queryParams().size())
        .compare(left, right);
  }

  private static int rank(HttpMatch match) {
    return match
        .uri()
        .map(
            uri ->
                switch (uri) {
                  case StringMatch.Exact _ -> WHOLE;
                  case StringMatch.Prefix _ -> PREFIX;
                  case StringMatch.Regex _ -> PATTERN;
                  case StringMatch.Present _ -> NONE;
                })
        .orElse(NONE);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.route;

import io.lateen.api.networking.HttpMatch;
import io.lateen.api.networking.StringMatch;
import io.lateen.api.networking.StringMatch.Exact;
import io.lateen.api.networking.StringMatch.Prefix;
import io.lateen.api.networking.StringMatch.Regex;
import java.util.Comparator;
import java.util.Optional;

/**
 * The order of routes that were written in several VirtualServices: the most specific condition
 * first, as the Gateway API orders routes. Paths count most: exact ones, then prefixes, then
 * patterns, the longer ones first; then methods; then more headers, more query parameters, more of
 * the other conditions. What takes everything is last. Equal ones stay as they are.
 */
public final class Specificity {

  private static final String EVERY_PATH = "/";

  /** The most specific first. */
  public static final Comparator<RoutePlan> MOST_SPECIFIC_FIRST =
      Comparator.comparing(RulePlanner::isCatchAll)
          .thenComparing(ofMatch(Specificity::pathRank))
          .thenComparing(ofMatch(Specificity::pathLength))
          .thenComparing(ofMatch(match -> match.method().isPresent() ? 1 : 0))
          .thenComparing(ofMatch(match -> match.headers().size() + match.withoutHeaders().size()))
          .thenComparing(ofMatch(match -> match.queryParams().size()))
          .thenComparing(ofMatch(Specificity::otherConditions));

  /** How specific a condition is in one respect; more is more specific. */
  private interface Measure {
    int of(HttpMatch match);
  }

  private Specificity() {}

  private static Comparator<RoutePlan> ofMatch(Measure measure) {
    return Comparator.comparingInt((RoutePlan route) -> -matchOf(route).map(measure::of).orElse(0));
  }

  private static Optional<HttpMatch> matchOf(RoutePlan route) {
    return route instanceof RoutePlan.OfRule rule ? rule.match() : Optional.empty();
  }

  private static int pathRank(HttpMatch match) {
    return match
        .uri()
        .map(
            uri ->
                switch (uri) {
                  case Exact _ -> 3;
                  case Prefix(var prefix) -> prefix.equals(EVERY_PATH) ? 0 : 2;
                  case Regex _ -> 1;
                  case StringMatch.Present() -> 0;
                })
        .orElse(0);
  }

  private static int pathLength(HttpMatch match) {
    return pathRank(match) == 0 ? 0 : match.uri().map(uri -> uri.text().length()).orElse(0);
  }

  private static int otherConditions(HttpMatch match) {
    return (match.authority().isPresent() ? 1 : 0)
        + (match.scheme().isPresent() ? 1 : 0)
        + (match.port().isPresent() ? 1 : 0)
        + (match.sourceNamespace().isEmpty() ? 0 : 1)
        + match.sourceLabels().size();
  }
}

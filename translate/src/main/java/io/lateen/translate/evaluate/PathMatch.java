// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.evaluate;

import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import java.util.Locale;

/** Conditions on the path (Envoy: source/common/router/config_impl.cc, class …RouteEntryImpl). */
final class PathMatch {

  private PathMatch() {}

  static boolean holds(RouteMatch match, RequestView request) {
    if (request.isConnect()) {
      return match.hasConnectMatcher();
    }
    boolean fold = match.hasCaseSensitive() && !match.getCaseSensitive().getValue();
    var path = folded(request.path(), fold);
    return switch (match.getPathSpecifierCase()) {
      case PREFIX -> path.startsWith(folded(match.getPrefix(), fold));
      case PATH -> path.equals(folded(match.getPath(), fold));
      case SAFE_REGEX -> TextMatch.regex(match.getSafeRegex().getRegex(), request.path());
      case PATH_SEPARATED_PREFIX -> {
        var prefix = folded(match.getPathSeparatedPrefix(), fold);
        yield path.startsWith(prefix)
            && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
      }
      case PATH_MATCH_POLICY -> PathTemplate.holds(match.getPathMatchPolicy(), request.path());
      case CONNECT_MATCHER, PATHSPECIFIER_NOT_SET -> false;
    };
  }

  private static String folded(String text, boolean fold) {
    return fold ? text.toLowerCase(Locale.ROOT) : text;
  }

  /** In words, for people. */
  static String describe(RouteMatch match) {
    return switch (match.getPathSpecifierCase()) {
      case PREFIX -> "path " + match.getPrefix() + "…";
      case PATH -> "path " + match.getPath();
      case SAFE_REGEX -> "path /" + match.getSafeRegex().getRegex() + "/";
      case PATH_SEPARATED_PREFIX -> "path " + match.getPathSeparatedPrefix() + "[/…]";
      case PATH_MATCH_POLICY -> "path template";
      case CONNECT_MATCHER -> "method CONNECT";
      case PATHSPECIFIER_NOT_SET -> "no path";
    };
  }
}

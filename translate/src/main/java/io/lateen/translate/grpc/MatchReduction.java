// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.grpc;

import io.envoyproxy.envoy.config.route.v3.HeaderMatcher;
import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.envoyproxy.envoy.type.matcher.v3.RegexMatcher;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import io.lateen.translate.envoy.ProtoValues;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A condition on requests in the terms of gRPC (grpc-java: XdsRouteConfigureResource,
 * RoutingUtils). One of Envoy's becomes none when no call can meet it or gRPC cannot tell, and
 * several when gRPC needs them to say the same.
 */
final class MatchReduction {

  /**
   * Most headers of one condition that must not have some value (docs/limits.md); each doubles the
   * routes.
   */
  static final int MAX_OPEN_HEADERS = 4;

  private static final String METHOD = ":method";

  /** Every gRPC call (gRPC over HTTP2, "Requests"). */
  private static final String GRPC_METHOD = "POST";

  private MatchReduction() {}

  /** The conditions that together say the same; none when no call meets them. */
  static List<RouteMatch> of(RouteMatch envoy) {
    if (envoy.getQueryParametersCount() > 0 || envoy.getDynamicMetadataCount() > 0) {
      return List.of();
    }
    var path = RouteMatch.newBuilder();
    switch (envoy.getPathSpecifierCase()) {
      case PREFIX -> path.setPrefix(envoy.getPrefix());
      case PATH -> path.setPath(envoy.getPath());
      case SAFE_REGEX -> path.setSafeRegex(envoy.getSafeRegex());
      case PATH_SEPARATED_PREFIX ->
          path.setSafeRegex(segments(envoy.getPathSeparatedPrefix(), isCaseSensitive(envoy)));
      default -> {
        return List.of();
      }
    }
    // Unset means case-insensitive to grpc-java, case-sensitive to Envoy.
    path.setCaseSensitive(ProtoValues.bool(isCaseSensitive(envoy)));
    if (path.hasSafeRegex() && !isPattern(path.getSafeRegex())) {
      return List.of();
    }
    return withHeaders(path.build(), envoy.getHeadersList());
  }

  private static boolean isCaseSensitive(RouteMatch match) {
    return !match.hasCaseSensitive() || match.getCaseSensitive().getValue();
  }

  private static RegexMatcher segments(String prefix, boolean caseSensitive) {
    var pattern = (caseSensitive ? "" : "(?i)") + quoted(prefix) + "(?:/.*)?";
    return RegexMatcher.newBuilder().setRegex(pattern).build();
  }

  private static String quoted(String text) {
    var quoted = new StringBuilder();
    for (var character : text.toCharArray()) {
      boolean plain = Character.isLetterOrDigit(character) || character == '/' || character == '_';
      quoted.append(plain ? "" : "\\").append(character);
    }
    return quoted.toString();
  }

  private static List<RouteMatch> withHeaders(RouteMatch path, List<HeaderMatcher> headers) {
    var all = new ArrayList<>(List.of(path));
    int open = 0;
    for (var header : headers) {
      if (header.getName().startsWith(":")) {
        if (!isMetByAll(header)) {
          return List.of();
        }
      } else if (!isReadable(header)) {
        return List.of();
      } else if (header.getTreatMissingHeaderAsEmpty() && header.getInvertMatch()) {
        if (++open > MAX_OPEN_HEADERS) {
          return List.of();
        }
        all = twice(all, header);
      } else {
        all.replaceAll(match -> match.toBuilder().addHeaders(header).build());
      }
    }
    return List.copyOf(all);
  }

  /** Of the pseudo-headers gRPC shows none to routes; what the method is, is known. */
  static boolean isMetByAll(HeaderMatcher header) {
    return header.getName().equals(METHOD)
        && isReadable(header)
        && (header.getPresentMatch() || matches(header.getStringMatch(), GRPC_METHOD))
            != header.getInvertMatch();
  }

  private static boolean matches(StringMatcher matcher, String text) {
    return switch (matcher.getMatchPatternCase()) {
      case EXACT -> text.equals(matcher.getExact());
      case PREFIX -> text.startsWith(matcher.getPrefix());
      case SAFE_REGEX -> Pattern.matches(matcher.getSafeRegex().getRegex(), text);
      default -> false;
    };
  }

  /** A missing header never meets a condition of gRPC, so that it needs a route of its own. */
  private static ArrayList<RouteMatch> twice(List<RouteMatch> all, HeaderMatcher header) {
    var without =
        HeaderMatcher.newBuilder()
            .setName(header.getName())
            .setPresentMatch(true)
            .setInvertMatch(true)
            .build();
    var other = header.toBuilder().clearTreatMissingHeaderAsEmpty().build();
    var doubled = new ArrayList<RouteMatch>();
    for (var match : all) {
      doubled.add(match.toBuilder().addHeaders(without).build());
      doubled.add(match.toBuilder().addHeaders(other).build());
    }
    return doubled;
  }

  /** Whether gRPC in Java reads the condition; it refuses a whole configuration for one pattern. */
  static boolean isReadable(HeaderMatcher header) {
    return header.hasPresentMatch() || isReadable(header.getStringMatch());
  }

  static boolean isReadable(StringMatcher matcher) {
    return switch (matcher.getMatchPatternCase()) {
      case EXACT, PREFIX, SUFFIX, CONTAINS -> true;
      case SAFE_REGEX -> isPattern(matcher.getSafeRegex());
      default -> false;
    };
  }

  private static boolean isPattern(RegexMatcher matcher) {
    return isPattern(matcher.getRegex());
  }

  /** Patterns are RE2's; few that it takes are unknown to Java. */
  static boolean isPattern(String pattern) {
    try {
      Pattern.compile(pattern);
      return true;
    } catch (PatternSyntaxException e) {
      return false;
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.route;

import io.envoyproxy.envoy.config.route.v3.HeaderMatcher;
import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.envoyproxy.envoy.type.matcher.v3.MetadataMatcher;
import io.envoyproxy.envoy.type.matcher.v3.ValueMatcher;
import io.lateen.api.networking.ClaimName;
import io.lateen.api.networking.HttpMatch;
import io.lateen.api.networking.StringMatch;
import io.lateen.translate.authentication.ClaimConditions;
import io.lateen.translate.envoy.ProtoValues;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Conditions on requests as Envoy's route matches (Istio: core/route/route.go TranslateRouteMatch).
 * Conditions that are decided at planning time (port, source, gateways) do not appear.
 */
public final class RouteMatches {

  /** What Envoy takes as a prefix by segments (route_components.proto path_separated_prefix). */
  private static final Pattern SEGMENTS = Pattern.compile("[^?#]+[^?#/]");

  private static final String ALL_PATHS = "/";
  private static final String ALL_PATTERN = ".*";

  private RouteMatches() {}

  /** Every request. */
  static RouteMatch all() {
    return RouteMatch.newBuilder().setPrefix(ALL_PATHS).build();
  }

  /**
   * @param bySegment whether prefixes of paths end at slashes
   */
  static RouteMatch of(Optional<HttpMatch> condition, boolean bySegment) {
    if (condition.isEmpty()) {
      return all();
    }
    var match = condition.get();
    var result = all().toBuilder().setCaseSensitive(ProtoValues.bool(!match.ignoreUriCase()));
    match.uri().ifPresent(uri -> setPath(result, uri, bySegment));
    addHeaders(result, match);
    match
        .queryParams()
        .forEach((name, value) -> result.addQueryParameters(StringMatchers.query(name, value)));
    return result.build();
  }

  /**
   * Whether every request meets the condition, so that no later rule can be reached (Istio:
   * IsCatchAllRoute).
   */
  public static boolean isCatchAll(HttpMatch match) {
    boolean allPaths =
        switch (match.uri().orElse(new StringMatch.Prefix(ALL_PATHS))) {
          case StringMatch.Prefix(var prefix) -> prefix.equals(ALL_PATHS);
          case StringMatch.Regex(var pattern) -> pattern.equals(ALL_PATTERN);
          case StringMatch.Exact _ -> false;
          case StringMatch.Present() -> true;
        };
    return allPaths
        && match.headers().isEmpty()
        && match.withoutHeaders().isEmpty()
        && match.queryParams().isEmpty()
        && match.method().isEmpty()
        && match.authority().isEmpty()
        && match.scheme().isEmpty();
  }

  private static void setPath(RouteMatch.Builder match, StringMatch uri, boolean bySegment) {
    switch (uri) {
      case StringMatch.Exact(var path) -> match.setPath(path);
      case StringMatch.Prefix(var prefix) -> {
        var segments = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
        if (bySegment && SEGMENTS.matcher(segments).matches()) {
          match.setPathSeparatedPrefix(segments);
        } else {
          match.setPrefix(prefix);
        }
      }
      case StringMatch.Regex(var pattern) -> match.setSafeRegex(StringMatchers.regex(pattern));
      case StringMatch.Present() -> match.setPrefix(ALL_PATHS);
    }
  }

  private static void addHeaders(RouteMatch.Builder result, HttpMatch match) {
    var headers = new ArrayList<HeaderMatcher>();
    match
        .headers()
        .forEach(
            (name, value) ->
                ClaimName.of(name)
                    .ifPresentOrElse(
                        claim -> result.addDynamicMetadata(claim(claim, value)),
                        () -> headers.add(StringMatchers.header(name, value))));
    match
        .withoutHeaders()
        .forEach(
            (name, value) ->
                ClaimName.of(name)
                    .ifPresentOrElse(
                        claim ->
                            result.addDynamicMetadata(
                                claim(claim, value).toBuilder().setInvert(true)),
                        () -> headers.add(StringMatchers.notHeader(name, value))));
    headers.sort(Comparator.comparing(HeaderMatcher::getName));
    match.method().ifPresent(value -> headers.add(StringMatchers.header(":method", value)));
    match.authority().ifPresent(value -> headers.add(StringMatchers.header(":authority", value)));
    match.scheme().ifPresent(value -> headers.add(StringMatchers.header(":scheme", value)));
    result.addAllHeaders(headers);
  }

  /**
   * The token filter verifies first and has the route chosen anew (Istio: translateMetadataMatch).
   */
  private static MetadataMatcher claim(ClaimName name, StringMatch match) {
    return StringMatchers.isPresence(match)
        ? ClaimConditions.of(name.path(), ValueMatcher.newBuilder().setPresentMatch(true).build())
        : ClaimConditions.textOrList(
            name.path(),
            ValueMatcher.newBuilder().setStringMatch(StringMatchers.string(match)).build());
  }
}

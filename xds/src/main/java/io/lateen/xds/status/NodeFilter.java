// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.status;

import com.google.protobuf.Value;
import io.envoyproxy.envoy.type.matcher.v3.NodeMatcher;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import io.envoyproxy.envoy.type.matcher.v3.StructMatcher;
import io.envoyproxy.envoy.type.matcher.v3.ValueMatcher;
import io.lateen.base.Regex;
import io.lateen.xds.resource.ProxyNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Chooses proxies by id and metadata (Envoy's envoy/type/matcher/v3/node.proto): one of the
 * matchers has to match, and of a matcher everything. No matcher chooses all.
 */
final class NodeFilter {

  private final List<NodeMatcher> matchers;

  NodeFilter(List<NodeMatcher> matchers) {
    this.matchers = matchers;
  }

  /** Why the matchers cannot be used; patterns are the only part that can be wrong. */
  Optional<String> fault() {
    return matchers.stream()
        .flatMap(
            matcher ->
                Stream.concat(
                    fault(matcher.getNodeId()).stream(),
                    matcher.getNodeMetadatasList().stream()
                        .flatMap(struct -> fault(struct.getValue()).stream())))
        .findFirst();
  }

  private static Optional<String> fault(ValueMatcher matcher) {
    return switch (matcher.getMatchPatternCase()) {
      case STRING_MATCH -> fault(matcher.getStringMatch());
      case LIST_MATCH -> fault(matcher.getListMatch().getOneOf());
      case OR_MATCH ->
          matcher.getOrMatch().getValueMatchersList().stream()
              .flatMap(each -> fault(each).stream())
              .findFirst();
      default -> Optional.empty();
    };
  }

  private static Optional<String> fault(StringMatcher matcher) {
    return switch (matcher.getMatchPatternCase()) {
      case SAFE_REGEX ->
          Regex.fault(matcher.getSafeRegex().getRegex()).map(why -> "safe_regex: " + why);
      case CUSTOM -> Optional.of("custom string matchers are not known here");
      default -> Optional.empty();
    };
  }

  boolean chooses(ProxyNode node) {
    return matchers.isEmpty() || matchers.stream().anyMatch(matcher -> matches(matcher, node));
  }

  private static boolean matches(NodeMatcher matcher, ProxyNode node) {
    return (!matcher.hasNodeId() || matches(matcher.getNodeId(), node.id()))
        && matcher.getNodeMetadatasList().stream().allMatch(struct -> matches(struct, node));
  }

  private static boolean matches(StructMatcher matcher, ProxyNode node) {
    var value = Value.newBuilder().setStructValue(node.metadata()).build();
    for (var segment : matcher.getPathList()) {
      value =
          value.getStructValue().getFieldsOrDefault(segment.getKey(), Value.getDefaultInstance());
    }
    return matches(matcher.getValue(), value);
  }

  private static boolean matches(ValueMatcher matcher, Value value) {
    var there = value.getKindCase() != Value.KindCase.KIND_NOT_SET;
    return switch (matcher.getMatchPatternCase()) {
      case NULL_MATCH -> value.hasNullValue();
      case DOUBLE_MATCH -> value.hasNumberValue() && matchesNumber(matcher, value.getNumberValue());
      case STRING_MATCH ->
          value.hasStringValue() && matches(matcher.getStringMatch(), value.getStringValue());
      case BOOL_MATCH -> value.hasBoolValue() && value.getBoolValue() == matcher.getBoolMatch();
      case PRESENT_MATCH -> there && matcher.getPresentMatch();
      case LIST_MATCH ->
          value.getListValue().getValuesList().stream()
              .anyMatch(each -> matches(matcher.getListMatch().getOneOf(), each));
      case OR_MATCH ->
          matcher.getOrMatch().getValueMatchersList().stream()
              .anyMatch(each -> matches(each, value));
      case MATCHPATTERN_NOT_SET -> false;
    };
  }

  private static boolean matchesNumber(ValueMatcher matcher, double number) {
    var wanted = matcher.getDoubleMatch();
    return wanted.hasRange()
        ? number >= wanted.getRange().getStart() && number < wanted.getRange().getEnd()
        : wanted.hasExact() && number == wanted.getExact();
  }

  private static boolean matches(StringMatcher matcher, String text) {
    var ignoring = matcher.getIgnoreCase();
    var given = folded(text, ignoring);
    return switch (matcher.getMatchPatternCase()) {
      case EXACT -> given.equals(folded(matcher.getExact(), ignoring));
      case PREFIX -> given.startsWith(folded(matcher.getPrefix(), ignoring));
      case SUFFIX -> given.endsWith(folded(matcher.getSuffix(), ignoring));
      case CONTAINS -> given.contains(folded(matcher.getContains(), ignoring));
      case SAFE_REGEX -> Regex.finds("\\A(?:" + matcher.getSafeRegex().getRegex() + ")\\z", text);
      case CUSTOM, MATCHPATTERN_NOT_SET -> false;
    };
  }

  private static String folded(String text, boolean ignoring) {
    return ignoring ? text.toLowerCase(Locale.ROOT) : text;
  }
}

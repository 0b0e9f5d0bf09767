// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.evaluate;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.envoyproxy.envoy.type.matcher.v3.MetadataMatcher;
import io.envoyproxy.envoy.type.matcher.v3.MetadataMatcher.PathSegment;
import io.envoyproxy.envoy.type.matcher.v3.ValueMatcher;
import java.util.Map;
import java.util.stream.Collectors;

/** Conditions on what filters know, as on the claims of a token (Envoy: common/matchers.cc). */
final class MetadataMatch {

  private MetadataMatch() {}

  static boolean holds(MetadataMatcher matcher, Map<String, Struct> metadata) {
    var root = metadata.getOrDefault(matcher.getFilter(), Struct.getDefaultInstance());
    var value = Value.newBuilder().setStructValue(root).build();
    for (var segment : matcher.getPathList()) {
      value =
          value.getStructValue().getFieldsOrDefault(segment.getKey(), Value.getDefaultInstance());
    }
    return holds(matcher.getValue(), value) != matcher.getInvert();
  }

  static String describe(MetadataMatcher matcher) {
    var path =
        matcher.getPathList().stream().map(PathSegment::getKey).collect(Collectors.joining("."));
    return (matcher.getInvert() ? "not " : "") + path + " as " + matcher.getFilter() + " knows it";
  }

  private static boolean holds(ValueMatcher matcher, Value value) {
    return switch (matcher.getMatchPatternCase()) {
      case NULL_MATCH -> value.hasNullValue();
      case STRING_MATCH ->
          value.hasStringValue()
              && TextMatch.holds(matcher.getStringMatch(), value.getStringValue());
      case BOOL_MATCH -> value.hasBoolValue() && value.getBoolValue() == matcher.getBoolMatch();
      case PRESENT_MATCH ->
          (value.getKindCase() != Value.KindCase.KIND_NOT_SET) == matcher.getPresentMatch();
      case LIST_MATCH ->
          value.hasListValue()
              && value.getListValue().getValuesList().stream()
                  .anyMatch(item -> holds(matcher.getListMatch().getOneOf(), item));
      case OR_MATCH ->
          matcher.getOrMatch().getValueMatchersList().stream().anyMatch(or -> holds(or, value));
      case DOUBLE_MATCH ->
          value.hasNumberValue()
              && (matcher.getDoubleMatch().hasExact()
                  ? matcher.getDoubleMatch().getExact() == value.getNumberValue()
                  : matcher.getDoubleMatch().getRange().getStart() <= value.getNumberValue()
                      && value.getNumberValue() < matcher.getDoubleMatch().getRange().getEnd());
      case MATCHPATTERN_NOT_SET -> false;
    };
  }
}

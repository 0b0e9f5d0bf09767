// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.check;

import com.google.protobuf.Message;
import io.envoyproxy.pgv.validate.Validate.FieldRules;
import java.util.List;
import java.util.Optional;

/** Rules of numbers; the messages for all number types have the same fields. */
final class NumberRules {

  private NumberRules() {}

  static Optional<String> check(FieldRules rules, Number value) {
    var bounds = (Message) rules.getField(rules.getOneofFieldDescriptor(oneof(rules)));
    boolean unsigned = isUnsigned(rules);
    if (flag(bounds, "ignore_empty") && compare(value, 0, unsigned) == 0) {
      return Optional.empty();
    }
    if (outside(bounds, value, unsigned)) {
      return Optional.of("must be " + words(bounds) + ", but is " + text(value, unsigned));
    }
    boolean allowed =
        (values(bounds, "in").isEmpty() || values(bounds, "in").contains(value))
            && !values(bounds, "not_in").contains(value)
            && (!has(bounds, "const") || bound(bounds, "const").equals(value));
    return allowed ? Optional.empty() : Optional.of("must not be " + text(value, unsigned));
  }

  private static com.google.protobuf.Descriptors.OneofDescriptor oneof(FieldRules rules) {
    return rules.getDescriptorForType().getOneofs().getFirst();
  }

  /** A range whose lower bound lies above the upper one excludes what is between them. */
  private static boolean outside(Message bounds, Number value, boolean unsigned) {
    boolean below =
        (has(bounds, "gt") && compare(value, bound(bounds, "gt"), unsigned) <= 0)
            || (has(bounds, "gte") && compare(value, bound(bounds, "gte"), unsigned) < 0);
    boolean above =
        (has(bounds, "lt") && compare(value, bound(bounds, "lt"), unsigned) >= 0)
            || (has(bounds, "lte") && compare(value, bound(bounds, "lte"), unsigned) > 0);
    return below || above;
  }

  private static String words(Message bounds) {
    var words = new StringBuilder();
    for (var rule : List.of("gt", "gte", "lt", "lte")) {
      if (has(bounds, rule)) {
        words.append(words.isEmpty() ? "" : " and ");
        words.append(
            switch (rule) {
              case "gt" -> "above ";
              case "gte" -> "at least ";
              case "lt" -> "below ";
              default -> "at most ";
            });
        words.append(bound(bounds, rule));
      }
    }
    return words.toString();
  }

  private static boolean isUnsigned(FieldRules rules) {
    return switch (rules.getTypeCase()) {
      case UINT32, UINT64, FIXED32, FIXED64 -> true;
      default -> false;
    };
  }

  private static int compare(Number one, Number other, boolean unsigned) {
    if (one instanceof Double || one instanceof Float) {
      return Double.compare(one.doubleValue(), other.doubleValue());
    }
    if (!unsigned) {
      return Long.compare(one.longValue(), other.longValue());
    }
    return one instanceof Integer
        ? Integer.compareUnsigned(one.intValue(), other.intValue())
        : Long.compareUnsigned(one.longValue(), other.longValue());
  }

  private static String text(Number value, boolean unsigned) {
    if (!unsigned) {
      return value.toString();
    }
    return value instanceof Integer
        ? Integer.toUnsignedString(value.intValue())
        : Long.toUnsignedString(value.longValue());
  }

  private static boolean has(Message bounds, String rule) {
    return bounds.hasField(bounds.getDescriptorForType().findFieldByName(rule));
  }

  private static boolean flag(Message bounds, String rule) {
    return (boolean) bounds.getField(bounds.getDescriptorForType().findFieldByName(rule));
  }

  private static Number bound(Message bounds, String rule) {
    return (Number) bounds.getField(bounds.getDescriptorForType().findFieldByName(rule));
  }

  private static List<?> values(Message bounds, String rule) {
    return (List<?>) bounds.getField(bounds.getDescriptorForType().findFieldByName(rule));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.check;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.envoyproxy.pgv.validate.Validate.EnumRules;
import io.envoyproxy.pgv.validate.Validate.FieldRules;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** The rules of one field (validate/validate.proto). */
final class FieldRuleChecks {

  private static final String WRAPPED_VALUE = "value";

  private FieldRuleChecks() {}

  /** Why a repeated field or a map is refused. */
  static Optional<String> list(FieldRules rules, FieldDescriptor field, List<?> values) {
    if (rules.hasMap()) {
      var map = rules.getMap();
      return count(
              values.size(),
              map.hasMinPairs(),
              map.getMinPairs(),
              map.hasMaxPairs(),
              map.getMaxPairs())
          .or(() -> entries(rules, values));
    }
    if (!rules.hasRepeated()) {
      return Optional.empty();
    }
    var list = rules.getRepeated();
    if (values.isEmpty() && list.getIgnoreEmpty()) {
      return Optional.empty();
    }
    var wrong =
        count(
            values.size(),
            list.hasMinItems(),
            list.getMinItems(),
            list.hasMaxItems(),
            list.getMaxItems());
    if (wrong.isPresent()) {
      return wrong;
    }
    if (list.getUnique() && new HashSet<>(values).size() < values.size()) {
      return Optional.of("must not name anything twice");
    }
    for (var value : values) {
      var item = single(list.getItems(), field, value, true);
      if (item.isPresent()) {
        return item.map(reason -> "has an item that " + reason);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> count(
      int size, boolean hasMin, long min, boolean hasMax, long max) {
    if (hasMin && size < min) {
      return Optional.of(min == 1 ? "must not be empty" : "must have at least " + min + " items");
    }
    return hasMax && size > max
        ? Optional.of("must have at most " + max + " items")
        : Optional.empty();
  }

  private static Optional<String> entries(FieldRules rules, List<?> entries) {
    for (var entry : entries) {
      var message = (Message) entry;
      var type = message.getDescriptorForType();
      for (int number = 1; number <= 2; number++) {
        var field = type.findFieldByNumber(number);
        var part = number == 1 ? rules.getMap().getKeys() : rules.getMap().getValues();
        var wrong = single(part, field, message.getField(field), true);
        if (wrong.isPresent()) {
          return Optional.of((number == 1 ? "has a key that " : "has a value that ") + wrong.get());
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Why a single value is refused.
   *
   * @param set whether a field that knows it is set
   */
  static Optional<String> single(
      FieldRules rules, FieldDescriptor field, Object value, boolean set) {
    return switch (rules.getTypeCase()) {
      case TYPE_NOT_SET, REPEATED, MAP -> required(rules.getMessage().getRequired(), set);
      case ANY -> any(rules, value, set);
      case DURATION ->
          required(rules.getDuration().getRequired() || rules.getMessage().getRequired(), set)
              .or(
                  () ->
                      set
                          ? TimeRules.duration(rules.getDuration(), (Message) value)
                          : Optional.empty());
      case TIMESTAMP -> required(rules.getTimestamp().getRequired(), set);
      case STRING ->
          set
              ? TextRules.text(rules.getString(), (String) unwrapped(field, value))
              : required(rules, set);
      case BYTES ->
          set
              ? TextRules.bytes(rules.getBytes(), (ByteString) unwrapped(field, value))
              : required(rules, set);
      case ENUM -> constant(rules.getEnum(), (EnumValueDescriptor) value);
      case BOOL ->
          set
                  && rules.getBool().hasConst()
                  && !unwrapped(field, value).equals(rules.getBool().getConst())
              ? Optional.of("must be " + rules.getBool().getConst())
              : required(rules, set);
      default ->
          set ? NumberRules.check(rules, (Number) unwrapped(field, value)) : required(rules, set);
    };
  }

  private static Optional<String> required(FieldRules rules, boolean set) {
    return required(rules.getMessage().getRequired(), set);
  }

  private static Optional<String> required(boolean required, boolean set) {
    return required && !set ? Optional.of("is required") : Optional.empty();
  }

  /** Rules of wrapper messages are about the value inside. */
  private static Object unwrapped(FieldDescriptor field, Object value) {
    return value instanceof Message message
        ? message.getField(message.getDescriptorForType().findFieldByName(WRAPPED_VALUE))
        : value;
  }

  private static Optional<String> any(FieldRules rules, Object value, boolean set) {
    var any = rules.getAny();
    if (!set) {
      return required(any.getRequired() || rules.getMessage().getRequired(), false);
    }
    var message = (Message) value;
    var urlField = message.getDescriptorForType().findFieldByName("type_url");
    if (urlField == null) {
      return Optional.empty(); // Some fields that are not packed carry the rule for required.
    }
    var url = message.getField(urlField);
    boolean allowed =
        (any.getInCount() == 0 || any.getInList().contains(url))
            && !any.getNotInList().contains(url);
    return allowed ? Optional.empty() : Optional.of("must not be of type " + url);
  }

  private static Optional<String> constant(EnumRules rules, EnumValueDescriptor value) {
    if (rules.getDefinedOnly() && value.getIndex() < 0) {
      return Optional.of("must be a defined constant, but is " + value.getNumber());
    }
    boolean allowed =
        (!rules.hasConst() || rules.getConst() == value.getNumber())
            && (rules.getInCount() == 0 || rules.getInList().contains(value.getNumber()))
            && !rules.getNotInList().contains(value.getNumber());
    return allowed ? Optional.empty() : Optional.of("must not be " + value.getName());
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.check;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.envoyproxy.pgv.validate.Validate.FieldRules;
import io.lateen.proto.EnvoyApi;
import io.lateen.translate.check.TypeRules.FieldCheck;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules that Envoy's API states for single fields (validate/validate.proto), applied to an
 * encoded message and everything in it, packed messages included. What cannot be refused is not
 * read, and packed messages of unknown types are left to Envoy.
 */
public final class MessageRules {

  /** Most findings about one message (docs/limits.md). */
  static final int MAX_FINDINGS = 10;

  /** Deepest nesting, as Envoy's own reader has it. */
  static final int MAX_DEPTH = 100;

  private final List<Finding> findings = new ArrayList<>();

  private MessageRules() {}

  /** What the rules refuse; empty when nothing. */
  public static List<Finding> findings(Message message) {
    try {
      return findings(message.getDescriptorForType(), message.toByteString());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("what was encoded can be read", e);
    }
  }

  /**
   * What the rules refuse in an encoded message; empty when nothing.
   *
   * @throws InvalidProtocolBufferException when it is not of that type
   */
  static List<Finding> findings(Descriptor type, ByteString message)
      throws InvalidProtocolBufferException {
    var rules = new MessageRules();
    rules.check(type, message, Path.ROOT, 0);
    return List.copyOf(rules.findings);
  }

  /** A place in a message; put into words only for what is refused. */
  private record Path(@Nullable Path parent, String field, int index) {

    static final Path ROOT = new Path(null, "", -1);

    Path to(FieldDescriptor field) {
      return new Path(this, field.getName(), -1);
    }

    Path item(int index) {
      return new Path(parent, field, index);
    }

    @Override
    public String toString() {
      var before = parent == null ? "" : parent.toString();
      var name = index < 0 ? field : field + "[" + index + "]";
      return before.isEmpty() ? name : before + "." + name;
    }
  }

  private void check(Descriptor type, ByteString message, Path path, int depth)
      throws InvalidProtocolBufferException {
    if (findings.size() >= MAX_FINDINGS) {
      return;
    }
    if (depth > MAX_DEPTH) {
      add(path, "is nested too deeply");
      return;
    }
    if (type.getFullName().equals(TypeRules.ANY)) {
      unpack(message, path, depth);
      return;
    }
    var rules = TypeRules.of(type);
    var fields = WireFields.read(rules, message);
    for (int i = 0; i < rules.required().size(); i++) {
      if (!fields.hasNewer() && !fields.isChosen(i)) {
        add(path, "needs one of the choices of " + rules.required().get(i).getName());
      }
    }
    for (int i = 0; i < rules.checks().size(); i++) {
      check(rules.checks().get(i), fields, i, path, depth);
    }
  }

  private void check(FieldCheck check, WireFields fields, int index, Path path, int depth)
      throws InvalidProtocolBufferException {
    var field = check.field();
    if (field.isRepeated()) {
      var values = fields.repeated(index);
      if (check.ruled()) {
        FieldRuleChecks.list(check.rules(), field, items(check.rules(), field, values))
            .ifPresent(reason -> add(path.to(field), reason));
      }
      for (int i = 0; check.goesOn() && i < values.size(); i++) {
        var at = path.to(field).item(i);
        check(field.getMessageType(), (ByteString) values.get(i), at, depth + 1);
      }
      return;
    }
    var value = fields.single(index);
    if (check.ruled() && (field.getContainingOneof() == null || value != null)) {
      var judged = value == null ? absent(field) : typed(check.rules(), field, value);
      FieldRuleChecks.single(check.rules(), field, judged, !field.hasPresence() || value != null)
          .ifPresent(reason -> add(path.to(field), reason));
    }
    if (check.goesOn() && value != null) {
      check(field.getMessageType(), (ByteString) value, path.to(field), depth + 1);
    }
  }

  private static Object absent(FieldDescriptor field) {
    return field.getJavaType() == JavaType.MESSAGE ? ByteString.EMPTY : field.getDefaultValue();
  }

  /** Rules about durations, wrappers and packed messages look at what is inside. */
  private static Object typed(FieldRules rules, FieldDescriptor field, Object value)
      throws InvalidProtocolBufferException {
    boolean isInside =
        switch (rules.getTypeCase()) {
          case TYPE_NOT_SET, REPEATED, MAP -> false;
          default -> field.getJavaType() == JavaType.MESSAGE;
        };
    return isInside ? DynamicMessage.parseFrom(field.getMessageType(), (ByteString) value) : value;
  }

  private static List<Object> items(FieldRules rules, FieldDescriptor field, List<Object> values)
      throws InvalidProtocolBufferException {
    boolean areInside = rules.hasMap() || rules.getRepeated().hasItems();
    if (!areInside || field.getJavaType() != JavaType.MESSAGE) {
      return values;
    }
    var items = new ArrayList<Object>();
    for (var value : values) {
      items.add(DynamicMessage.parseFrom(field.getMessageType(), (ByteString) value));
    }
    return items;
  }

  private void unpack(ByteString packed, Path path, int depth) {
    try {
      var any = Any.parseFrom(packed);
      var type = EnvoyApi.ofUrl(any.getTypeUrl());
      if (type.isPresent()) {
        check(type.get(), any.getValue(), path, depth + 1);
      }
    } catch (InvalidProtocolBufferException e) {
      add(path, "holds bytes that are not of its type");
    }
  }

  private void add(Path path, String reason) {
    if (findings.size() < MAX_FINDINGS) {
      findings.add(new Finding(path.toString(), reason));
    }
  }
}

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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
    return findings(type, message, null);
  }

  /**
   * The same, at the cost of what differs from a message of the type in which nothing is refused:
   * rules are about one field each, so what stands in both of them is not looked at.
   *
   * @throws InvalidProtocolBufferException when one of them is not of that type
   */
  static List<Finding> findings(Descriptor type, ByteString message, @Nullable ByteString good)
      throws InvalidProtocolBufferException {
    var rules = new MessageRules();
    rules.check(type, message, good, Path.ROOT, 0);
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

  private void check(
      Descriptor type, ByteString message, @Nullable ByteString good, Path path, int depth)
      throws InvalidProtocolBufferException {
    if (findings.size() >= MAX_FINDINGS || message.equals(good)) {
      return;
    }
    if (depth > MAX_DEPTH) {
      add(path, "is nested too deeply");
      return;
    }
    if (type.getFullName().equals(TypeRules.ANY)) {
      unpack(message, good, path, depth);
      return;
    }
    var rules = TypeRules.of(type);
    var fields = WireFields.read(rules, message);
    var known = good == null ? null : WireFields.read(rules, good);
    for (int i = 0; i < rules.required().size(); i++) {
      if (!fields.hasNewer() && !fields.isChosen(i)) {
        add(path, "needs one of the choices of " + rules.required().get(i).getName());
      }
    }
    for (int i = 0; i < rules.checks().size(); i++) {
      var check = rules.checks().get(i);
      if (check.field().isRepeated()) {
        var items = known == null ? List.of() : known.repeated(i);
        repeated(check, fields.repeated(i), items, path, depth);
      } else {
        single(check, fields.single(i), known == null ? null : known.single(i), path, depth);
      }
    }
  }

  private void repeated(
      FieldCheck check, List<Object> values, List<Object> good, Path path, int depth)
      throws InvalidProtocolBufferException {
    var field = check.field();
    if (check.ruled()) {
      FieldRuleChecks.list(check.rules(), field, items(check.rules(), field, values))
          .ifPresent(reason -> add(path.to(field), reason));
    }
    Set<Object> others = Set.of();
    for (int i = 0; check.goesOn() && i < values.size(); i++) {
      var like = i < good.size() ? (ByteString) good.get(i) : null;
      if (values.get(i).equals(like)) {
        continue;
      }
      others = others.isEmpty() && !good.isEmpty() ? new HashSet<>(good) : others;
      if (!others.contains(values.get(i))) {
        var at = path.to(field).item(i);
        check(field.getMessageType(), (ByteString) values.get(i), like, at, depth + 1);
      }
    }
  }

  private void single(
      FieldCheck check, @Nullable Object value, @Nullable Object good, Path path, int depth)
      throws InvalidProtocolBufferException {
    var field = check.field();
    if (value != null && value.equals(good)) {
      return;
    }
    if (check.ruled() && (field.getContainingOneof() == null || value != null)) {
      var judged = value == null ? absent(field) : typed(check.rules(), field, value);
      FieldRuleChecks.single(check.rules(), field, judged, !field.hasPresence() || value != null)
          .ifPresent(reason -> add(path.to(field), reason));
    }
    if (check.goesOn() && value != null) {
      check(
          field.getMessageType(), (ByteString) value, (ByteString) good, path.to(field), depth + 1);
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

  private void unpack(ByteString packed, @Nullable ByteString good, Path path, int depth) {
    try {
      var any = Any.parseFrom(packed);
      var type = EnvoyApi.ofUrl(any.getTypeUrl());
      if (type.isPresent()) {
        var like = good == null ? Any.getDefaultInstance() : Any.parseFrom(good);
        var inside = like.getTypeUrl().equals(any.getTypeUrl()) ? like.getValue() : null;
        check(type.get(), any.getValue(), inside, path, depth + 1);
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

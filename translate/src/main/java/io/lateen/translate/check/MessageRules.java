// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.check;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.envoyproxy.pgv.validate.Validate;
import io.envoyproxy.pgv.validate.Validate.FieldRules;
import io.lateen.proto.EnvoyApi;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The rules that Envoy's API states for single fields (validate/validate.proto), applied to a
 * message and everything in it, packed messages included. Packed messages of unknown types are left
 * to Envoy.
 */
public final class MessageRules {

  /** Most findings about one message (docs/limits.md). */
  static final int MAX_FINDINGS = 10;

  /** Deepest nesting that is looked at; Envoy's own configurations stay below 30. */
  static final int MAX_DEPTH = 100;

  private static final String ANY = "google.protobuf.Any";

  /** Fields that newer versions of Envoy no longer demand. */
  private static final Set<String> RELAXED =
      Set.of(
          "envoy.extensions.access_loggers.open_telemetry.v3.OpenTelemetryAccessLogConfig"
              + ".common_config");

  /** Rules by type; types come from Envoy's API, so there are at most some thousand. */
  private static final ConcurrentHashMap<Descriptor, TypeRules> COMPILED =
      new ConcurrentHashMap<>();

  /** Whether something in a type may be refused, by type. */
  private static final ConcurrentHashMap<Descriptor, Boolean> RULED = new ConcurrentHashMap<>();

  private final List<Finding> findings = new ArrayList<>();

  private MessageRules() {}

  /** What the rules refuse; empty when nothing. */
  public static List<Finding> findings(Message message) {
    var rules = new MessageRules();
    rules.check(message, Path.ROOT, 0);
    return List.copyOf(rules.findings);
  }

  /**
   * What one type demands.
   *
   * @param ruled fields with rules of their own
   * @param messages other fields, with something to look into
   */
  private record TypeRules(
      List<OneofDescriptor> required, List<FieldCheck> ruled, List<FieldCheck> messages) {}

  /**
   * A field and its rules.
   *
   * @param goesOn whether something within its messages may be refused
   */
  private record FieldCheck(FieldDescriptor field, FieldRules rules, boolean goesOn) {}

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

  private static TypeRules compile(Descriptor type) {
    var required =
        type.getOneofs().stream()
            .filter(oneof -> oneof.getOptions().getExtension(Validate.required))
            .toList();
    var ruled = new ArrayList<FieldCheck>();
    var messages = new ArrayList<FieldCheck>();
    for (var field : type.getFields()) {
      boolean goesOn = field.getJavaType() == JavaType.MESSAGE && isRuled(field.getMessageType());
      var rules = rules(field);
      if (!rules.equals(FieldRules.getDefaultInstance())) {
        boolean skips = rules.getMessage().getSkip();
        ruled.add(new FieldCheck(field, rules, goesOn && !skips));
      } else if (goesOn) {
        messages.add(new FieldCheck(field, rules, true));
      }
    }
    return new TypeRules(required, List.copyOf(ruled), List.copyOf(messages));
  }

  private static FieldRules rules(FieldDescriptor field) {
    return RELAXED.contains(field.getFullName())
        ? FieldRules.getDefaultInstance()
        : field.getOptions().getExtension(Validate.rules);
  }

  /** Whether a message of that type, or one in it, may be refused. */
  private static boolean isRuled(Descriptor type) {
    var known = RULED.get(type);
    if (known == null) {
      known = isRuled(type, new HashSet<>());
      RULED.put(type, known);
    }
    return known;
  }

  private static boolean isRuled(Descriptor type, Set<Descriptor> seen) {
    if (!seen.add(type)) {
      return false;
    }
    return type.getFullName().equals(ANY)
        || type.getOneofs().stream()
            .anyMatch(oneof -> oneof.getOptions().getExtension(Validate.required))
        || type.getFields().stream()
            .anyMatch(
                field ->
                    !rules(field).equals(FieldRules.getDefaultInstance())
                        || (field.getJavaType() == JavaType.MESSAGE
                            && isRuled(field.getMessageType(), seen)));
  }

  private void check(Message message, Path path, int depth) {
    var type = message.getDescriptorForType();
    if (depth > MAX_DEPTH || findings.size() >= MAX_FINDINGS) {
      return;
    }
    if (type.getFullName().equals(ANY)) {
      unpack(message, path, depth);
      return;
    }
    var rules = COMPILED.get(type);
    if (rules == null) {
      rules = compile(type);
      COMPILED.put(type, rules);
    }
    // A newer choice than our copy of the API knows stands among the unknown fields.
    boolean hasNewer = !message.getUnknownFields().isEmpty();
    for (var oneof : rules.required()) {
      if (!hasNewer && !message.hasOneof(oneof)) {
        add(path, "needs one of the choices of " + oneof.getName());
      }
    }
    for (var field : rules.ruled()) {
      check(message, field, path, depth);
    }
    for (var check : rules.messages()) {
      goOn(message, check, path, depth);
    }
  }

  private void check(Message message, FieldCheck check, Path path, int depth) {
    var field = check.field();
    if (field.isRepeated()) {
      var values = (List<?>) message.getField(field);
      FieldRuleChecks.list(check.rules(), field, values)
          .ifPresent(reason -> add(path.to(field), reason));
    } else if (field.getContainingOneof() == null || message.hasField(field)) {
      FieldRuleChecks.single(
              check.rules(),
              field,
              message.getField(field),
              !field.hasPresence() || message.hasField(field))
          .ifPresent(reason -> add(path.to(field), reason));
    }
    if (check.goesOn()) {
      goOn(message, check, path, depth);
    }
  }

  private void goOn(Message message, FieldCheck check, Path path, int depth) {
    var field = check.field();
    if (field.isRepeated()) {
      int count = message.getRepeatedFieldCount(field);
      for (int index = 0; index < count; index++) {
        var item = (Message) message.getRepeatedField(field, index);
        check(item, path.to(field).item(index), depth + 1);
      }
    } else if (message.hasField(field)) {
      check((Message) message.getField(field), path.to(field), depth + 1);
    }
  }

  private void unpack(Message packed, Path path, int depth) {
    try {
      var any = packed instanceof Any known ? known : Any.parseFrom(packed.toByteString());
      var type = EnvoyApi.ofUrl(any.getTypeUrl());
      if (type.isPresent() && isRuled(type.get())) {
        check(DynamicMessage.parseFrom(type.get(), any.getValue()), path, depth + 1);
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

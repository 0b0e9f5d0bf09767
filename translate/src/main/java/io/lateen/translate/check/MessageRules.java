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
import io.lateen.proto.EnvoyApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

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

  private final List<Finding> findings = new ArrayList<>();

  private MessageRules() {}

  /** What the rules refuse; empty when nothing. */
  public static List<Finding> findings(Message message) {
    var rules = new MessageRules();
    rules.check(message, "", 0);
    return List.copyOf(rules.findings);
  }

  /**
   * What one type demands.
   *
   * @param fields those with rules, or with messages to look into
   */
  private record TypeRules(List<OneofDescriptor> required, List<FieldCheck> fields) {}

  private record FieldCheck(FieldDescriptor field, Validate.FieldRules rules) {}

  private static TypeRules compile(Descriptor type) {
    var required =
        type.getOneofs().stream()
            .filter(oneof -> oneof.getOptions().getExtension(Validate.required))
            .toList();
    var fields = new ArrayList<FieldCheck>();
    for (var field : type.getFields()) {
      var rules = field.getOptions().getExtension(Validate.rules);
      boolean ruled = field.getOptions().hasExtension(Validate.rules);
      if (RELAXED.contains(field.getFullName())) {
        rules = Validate.FieldRules.getDefaultInstance();
      }
      if (ruled || field.getJavaType() == JavaType.MESSAGE) {
        fields.add(new FieldCheck(field, rules));
      }
    }
    return new TypeRules(required, List.copyOf(fields));
  }

  private void check(Message message, String path, int depth) {
    var type = message.getDescriptorForType();
    if (depth > MAX_DEPTH || findings.size() >= MAX_FINDINGS) {
      return;
    }
    if (type.getFullName().equals(ANY)) {
      unpack(message, path, depth);
      return;
    }
    var rules = COMPILED.computeIfAbsent(type, MessageRules::compile);
    // A newer choice than our copy of the API knows stands among the unknown fields.
    boolean hasNewer = !message.getUnknownFields().asMap().isEmpty();
    for (var oneof : rules.required()) {
      if (!hasNewer && !message.hasOneof(oneof)) {
        add(path, "needs one of the choices of " + oneof.getName());
      }
    }
    for (var field : rules.fields()) {
      var at = path.isEmpty() ? field.field().getName() : path + "." + field.field().getName();
      check(message, field, at, depth);
    }
  }

  private void check(Message message, FieldCheck check, String at, int depth) {
    var field = check.field();
    if (field.isRepeated()) {
      var values = (List<?>) message.getField(field);
      FieldRuleChecks.list(check.rules(), field, values).ifPresent(reason -> add(at, reason));
      if (check.rules().getMessage().getSkip()) {
        return;
      }
      for (int index = 0; index < values.size(); index++) {
        if (values.get(index) instanceof Message item) {
          check(item, at + "[" + index + "]", depth + 1);
        }
      }
      return;
    }
    if (field.getContainingOneof() != null && !message.hasField(field)) {
      return;
    }
    FieldRuleChecks.single(
            check.rules(),
            field,
            message.getField(field),
            !field.hasPresence() || message.hasField(field))
        .ifPresent(reason -> add(at, reason));
    if (field.getJavaType() == JavaType.MESSAGE
        && message.hasField(field)
        && !check.rules().getMessage().getSkip()) {
      check((Message) message.getField(field), at, depth + 1);
    }
  }

  private void unpack(Message packed, String path, int depth) {
    try {
      var any = packed instanceof Any known ? known : Any.parseFrom(packed.toByteString());
      var type = EnvoyApi.ofUrl(any.getTypeUrl());
      if (type.isPresent()) {
        check(DynamicMessage.parseFrom(type.get(), any.getValue()), path, depth + 1);
      }
    } catch (InvalidProtocolBufferException e) {
      add(path, "holds bytes that are not of its type");
    }
  }

  private void add(String path, String reason) {
    if (findings.size() < MAX_FINDINGS) {
      findings.add(new Finding(path, reason));
    }
  }
}

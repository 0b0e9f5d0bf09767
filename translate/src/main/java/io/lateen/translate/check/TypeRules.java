// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.check;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Descriptors.OneofDescriptor;
import io.envoyproxy.pgv.validate.Validate;
import io.envoyproxy.pgv.validate.Validate.FieldRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What Envoy's API demands of one type of message (validate/validate.proto), made ready once. Types
 * come from Envoy's API, so there are at most some thousand. Immutable, safe on any thread.
 */
final class TypeRules {

  static final String ANY = "google.protobuf.Any";

  /** Fields that newer versions of Envoy no longer demand. */
  private static final Set<String> RELAXED =
      Set.of(
          "envoy.extensions.access_loggers.open_telemetry.v3.OpenTelemetryAccessLogConfig"
              + ".common_config");

  private static final ConcurrentHashMap<Descriptor, TypeRules> KNOWN = new ConcurrentHashMap<>();

  /** Whether something in a type may be refused, by type. */
  private static final ConcurrentHashMap<Descriptor, Boolean> RULED = new ConcurrentHashMap<>();

  /**
   * A field that is looked at.
   *
   * @param ruled whether it has rules of its own
   * @param goesOn whether something within its messages may be refused
   */
  record FieldCheck(FieldDescriptor field, FieldRules rules, boolean ruled, boolean goesOn) {}

  /**
   * What a field number stands for.
   *
   * @param check index among the checks; -1 for a field that nothing is said about
   * @param choice index among the required choices that it is one of; -1 for none
   */
  record Slot(int check, int choice) {}

  private final List<OneofDescriptor> required;
  private final List<FieldCheck> checks;
  private final Map<Integer, Slot> slots = new HashMap<>();

  private TypeRules(Descriptor type) {
    this.required =
        type.getOneofs().stream()
            .filter(oneof -> oneof.getOptions().getExtension(Validate.required))
            .toList();
    var ruled = new ArrayList<FieldCheck>();
    var others = new ArrayList<FieldCheck>();
    for (var field : type.getFields()) {
      var rules = rules(field);
      boolean goesOn = field.getJavaType() == JavaType.MESSAGE && isRuled(field.getMessageType());
      if (!rules.equals(FieldRules.getDefaultInstance())) {
        ruled.add(new FieldCheck(field, rules, true, goesOn && !rules.getMessage().getSkip()));
      } else if (goesOn) {
        others.add(new FieldCheck(field, rules, false, true));
      }
    }
    ruled.addAll(others);
    this.checks = List.copyOf(ruled);
    for (var field : type.getFields()) {
      slots.put(field.getNumber(), new Slot(check(field), required.indexOf(choice(field))));
    }
  }

  private int check(FieldDescriptor field) {
    for (int i = 0; i < checks.size(); i++) {
      if (checks.get(i).field() == field) {
        return i;
      }
    }
    return -1;
  }

  private static @Nullable OneofDescriptor choice(FieldDescriptor field) {
    return field.getContainingOneof();
  }

  /** The rules of a type. */
  static TypeRules of(Descriptor type) {
    var known = KNOWN.get(type);
    if (known == null) {
      known = new TypeRules(type);
      KNOWN.put(type, known);
    }
    return known;
  }

  /** Choices of which one must be there. */
  List<OneofDescriptor> required() {
    return required;
  }

  /** The fields with rules of their own, then those with something to look into. */
  List<FieldCheck> checks() {
    return checks;
  }

  /** What a field number stands for; null for one that our copy of the API does not know. */
  @Nullable Slot slot(int number) {
    return slots.get(number);
  }

  /** Whether a message of that type, or one in it, may be refused. */
  static boolean isRuled(Descriptor type) {
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

  private static FieldRules rules(FieldDescriptor field) {
    return RELAXED.contains(field.getFullName())
        ? FieldRules.getDefaultInstance()
        : field.getOptions().getExtension(Validate.rules);
  }
}

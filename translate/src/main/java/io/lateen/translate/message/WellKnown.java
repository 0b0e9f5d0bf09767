// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.message;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import io.lateen.base.decode.DurationText;
import io.lateen.base.decode.Node;
import io.lateen.base.decode.Node.Mapping;
import io.lateen.base.decode.Node.Scalar;
import io.lateen.base.decode.Node.ScalarType;
import io.lateen.base.decode.Node.Sequence;
import io.lateen.proto.EnvoyApi;
import io.lateen.translate.envoy.Packed;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/** The messages that have a JSON form of their own (protobuf's JSON mapping). */
final class WellKnown {

  /** Names the type of a packed message. */
  static final String TYPE_FIELD = "@type";

  private static final String GOOGLE = "google.protobuf.";
  private static final Set<String> WRAPPERS =
      Set.of(
          "DoubleValue",
          "FloatValue",
          "Int64Value",
          "UInt64Value",
          "Int32Value",
          "UInt32Value",
          "BoolValue",
          "StringValue",
          "BytesValue");
  private static final Set<String> OTHERS =
      Set.of("Any", "Duration", "Timestamp", "FieldMask", "Struct", "Value", "ListValue");
  private final MessageReader reader;

  WellKnown(MessageReader reader) {
    this.reader = reader;
  }

  static boolean isOne(Descriptor type) {
    return type.getFullName().startsWith(GOOGLE)
        && (WRAPPERS.contains(type.getName()) || OTHERS.contains(type.getName()));
  }

  void read(Node node, Message.Builder target, String path) {
    switch (target.getDescriptorForType().getName()) {
      case "Any" -> any(node, target, path);
      case "Duration" -> duration(node, target, path);
      case "Timestamp" -> timestamp(node, target, path);
      case "FieldMask" -> mask(node, target, path);
      case "Struct" -> struct(node, target, path);
      case "Value" -> value(node, target, path);
      case "ListValue" -> list(node, target, path);
      default -> wrapper(node, target, path);
    }
  }

  private void wrapper(Node node, Message.Builder target, String path) {
    var field = field(target, "value");
    Scalars.read(reader, node, field, path).ifPresent(read -> target.setField(field, read));
  }

  private void any(Node node, Message.Builder target, String path) {
    var type =
        node instanceof Mapping mapping ? mapping.field(TYPE_FIELD) : Optional.<Node.Field>empty();
    if (!(node instanceof Mapping mapping)
        || type.isEmpty()
        || !(type.get().value() instanceof Scalar(_, ScalarType kind, String url))
        || kind != ScalarType.STRING) {
      reader.refuse(
          node.mark(),
          path,
          "must be an object that names its type in \"@type\"",
          "add \"@type\": type.googleapis.com/ and the full name of the message");
      return;
    }
    var descriptor = EnvoyApi.ofUrl(url);
    if (descriptor.isEmpty()) {
      unknown(type.get(), url, path);
      return;
    }
    var content = DynamicMessage.newBuilder(descriptor.get());
    if (isOne(descriptor.get())) {
      mapping.field("value").ifPresent(field -> reader.message(field.value(), content, path));
    } else {
      reader.fields(mapping, content, path);
    }
    target.setField(field(target, "type_url"), url);
    target.setField(field(target, "value"), Packed.bytes(content.build()));
  }

  private void unknown(Node.Field written, String url, String path) {
    if (url.contains("/envoy.") && url.contains(".v2.")) {
      reader.refuse(
          written.mark(),
          path,
          "the type " + url + " is of an Envoy API that is gone",
          "use its v3 type");
    } else {
      reader.refuse(
          written.mark(),
          path,
          "the type " + url + " is not one of the stock Envoy",
          "use an extension that stock Envoy has, or a Wasm module by WasmPlugin");
    }
  }

  private void duration(Node node, Message.Builder target, String path) {
    var duration =
        node instanceof Scalar(_, ScalarType type, String text) && type == ScalarType.STRING
            ? DurationText.tryParse(text)
            : Optional.<Duration>empty();
    if (duration.isEmpty()) {
      reader.refuse(node.mark(), path, "must be a duration as in 1.5s, but is " + node.describe());
      return;
    }
    target.setField(field(target, "seconds"), duration.get().getSeconds());
    target.setField(field(target, "nanos"), duration.get().getNano());
    if (duration.get().isNegative() && duration.get().getNano() != 0) {
      target.setField(field(target, "seconds"), duration.get().getSeconds() + 1);
      target.setField(field(target, "nanos"), duration.get().getNano() - 1_000_000_000);
    }
  }

  private void timestamp(Node node, Message.Builder target, String path) {
    try {
      var instant = Instant.parse(node instanceof Scalar scalar ? scalar.text() : "");
      target.setField(field(target, "seconds"), instant.getEpochSecond());
      target.setField(field(target, "nanos"), instant.getNano());
    } catch (DateTimeException e) {
      reader.refuse(node.mark(), path, "must be a time as in 2026-01-31T12:00:00Z");
    }
  }

  private void mask(Node node, Message.Builder target, String path) {
    if (!(node instanceof Scalar scalar)) {
      reader.refuse(node.mark(), path, "must be a text of paths separated by commas");
      return;
    }
    for (var part : scalar.text().split(",", -1)) {
      if (!part.isEmpty()) {
        target.addRepeatedField(field(target, "paths"), part);
      }
    }
  }

  private void struct(Node node, Message.Builder target, String path) {
    if (!(node instanceof Mapping mapping)) {
      reader.refuse(node.mark(), path, "must be an object, but is " + node.describe());
      return;
    }
    var fields = field(target, "fields");
    mapping.fields().stream()
        .sorted(Comparator.comparing(Node.Field::name))
        .forEach(
            written -> {
              var entry = target.newBuilderForField(fields);
              entry.setField(field(entry, "key"), written.name());
              set(entry, "value", written.value(), path + "." + written.name());
              target.addRepeatedField(fields, entry.build());
            });
  }

  private void value(Node node, Message.Builder target, String path) {
    switch (node) {
      case Mapping _ -> set(target, "struct_value", node, path);
      case Sequence _ -> set(target, "list_value", node, path);
      case Scalar scalar when scalar.type() == ScalarType.NULL -> {
        var field = field(target, "null_value");
        target.setField(field, field.getEnumType().findValueByNumber(0));
      }
      case Scalar scalar -> {
        var field = field(target, valueField(scalar.type()));
        Scalars.read(reader, node, field, path).ifPresent(read -> target.setField(field, read));
      }
    }
  }

  private static String valueField(ScalarType type) {
    return switch (type) {
      case NULL -> "null_value";
      case BOOL -> "bool_value";
      case INTEGER, FLOAT -> "number_value";
      case STRING -> "string_value";
    };
  }

  private void list(Node node, Message.Builder target, String path) {
    if (!(node instanceof Sequence sequence)) {
      reader.refuse(node.mark(), path, "must be a list, but is " + node.describe());
      return;
    }
    var values = field(target, "values");
    for (var item : sequence.items()) {
      var part = target.newBuilderForField(values);
      value(item, part, path);
      target.addRepeatedField(values, part.build());
    }
  }

  private void set(Message.Builder target, String name, Node node, String path) {
    var field = field(target, name);
    var part = target.newBuilderForField(field);
    read(node, part, path);
    target.setField(field, part.build());
  }

  private static FieldDescriptor field(Message.Builder target, String name) {
    return target.getDescriptorForType().findFieldByName(name);
  }
}

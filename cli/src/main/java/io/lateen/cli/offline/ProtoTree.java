// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.offline;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Messages as trees in the JSON form of protocol buffers with the fields' own names
 * (protobuf.dev/programming-guides/json): fields in the order of their numbers, maps by key. A
 * packed message whose class is not here keeps its bytes instead of failing.
 */
public final class ProtoTree {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ProtoTree() {}

  /** The message of that type in those bytes, as a tree. */
  public static ObjectNode of(String typeUrl, ByteString bytes) {
    var prototype = MessageTypes.prototype(typeUrl);
    if (prototype.isEmpty()) {
      return opaque(typeUrl, bytes);
    }
    try {
      return fields(prototype.get().getParserForType().parseFrom(bytes));
    } catch (InvalidProtocolBufferException e) {
      return opaque(typeUrl, bytes);
    }
  }

  private static ObjectNode opaque(String typeUrl, ByteString bytes) {
    return NODES.objectNode().put("@type", typeUrl).put("value", base64(bytes));
  }

  private static String base64(ByteString bytes) {
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  private static ObjectNode fields(Message message) {
    var tree = NODES.objectNode();
    for (var entry : message.getAllFields().entrySet()) {
      var field = entry.getKey();
      tree.set(field.getName(), value(field, entry.getValue()));
    }
    return tree;
  }

  private static JsonNode value(FieldDescriptor field, Object value) {
    if (field.isMapField()) {
      return map(field, (List<?>) value);
    }
    if (field.isRepeated()) {
      var list = NODES.arrayNode();
      ((List<?>) value).forEach(item -> list.add(single(field, item)));
      return list;
    }
    return single(field, value);
  }

  private static JsonNode map(FieldDescriptor field, List<?> entries) {
    var keyField = field.getMessageType().findFieldByName("key");
    var valueField = field.getMessageType().findFieldByName("value");
    var sorted = new TreeMap<String, JsonNode>();
    for (var item : entries) {
      var entry = (Message) item;
      sorted.put(
          String.valueOf(entry.getField(keyField)), single(valueField, entry.getField(valueField)));
    }
    var tree = NODES.objectNode();
    sorted.forEach(tree::set);
    return tree;
  }

  private static JsonNode single(FieldDescriptor field, Object value) {
    return switch (value) {
      case Message message -> message(message);
      case EnumValueDescriptor constant when field.getEnumType().getFullName().equals(NULL) ->
          NODES.nullNode();
      case EnumValueDescriptor constant when constant.getIndex() < 0 ->
          NODES.numberNode(constant.getNumber());
      case EnumValueDescriptor constant -> NODES.stringNode(constant.getName());
      case ByteString bytes -> NODES.stringNode(base64(bytes));
      case String text -> NODES.stringNode(text);
      case Boolean flag -> NODES.booleanNode(flag);
      case Integer number -> NODES.numberNode(integer(field, number));
      case Long number -> NODES.stringNode(longText(field, number));
      case Float number -> floating(number, Float.isFinite(number));
      case Double number -> floating(number, Double.isFinite(number));
      default -> throw new IllegalArgumentException(field.getFullName());
    };
  }

  private static final String NULL = "google.protobuf.NullValue";

  private static long integer(FieldDescriptor field, int number) {
    return switch (field.getType()) {
      case UINT32, FIXED32 -> Integer.toUnsignedLong(number);
      default -> number;
    };
  }

  private static String longText(FieldDescriptor field, long number) {
    return switch (field.getType()) {
      case UINT64, FIXED64 -> Long.toUnsignedString(number);
      default -> Long.toString(number);
    };
  }

  private static JsonNode floating(Number number, boolean finite) {
    if (!finite) {
      return NODES.stringNode(number.toString());
    }
    double value = Double.parseDouble(number.toString());
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? NODES.numberNode((long) value)
        : NODES.numberNode(value);
  }

  private static JsonNode message(Message message) {
    return WellKnownTree.of(message).orElseGet(() -> fields(message));
  }

  /** The tree of a message inside {@code Any}. */
  static JsonNode packed(String typeUrl, ByteString bytes) {
    var prototype = MessageTypes.prototype(typeUrl);
    if (prototype.isEmpty()) {
      return opaque(typeUrl, bytes);
    }
    try {
      var inner = prototype.get().getParserForType().parseFrom(bytes);
      var tree = NODES.objectNode().put("@type", typeUrl);
      var special = WellKnownTree.of(inner);
      if (special.isPresent()) {
        tree.set("value", special.get());
      } else {
        tree.setAll(fields(inner));
      }
      return tree;
    } catch (InvalidProtocolBufferException e) {
      return opaque(typeUrl, bytes);
    }
  }

  /** A number of any field type; wrappers hold one. */
  static JsonNode wrapped(Message wrapper) {
    var field = wrapper.getDescriptorForType().findFieldByName("value");
    return single(field, wrapper.getField(field));
  }
}

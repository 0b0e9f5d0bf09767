// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.offline;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.FieldMask;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.ListValue;
import com.google.protobuf.Message;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.FieldMaskUtil;
import com.google.protobuf.util.Timestamps;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The messages of {@code google.protobuf} that have a JSON form of their own. */
final class WellKnownTree {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final String PACKAGE = "google.protobuf.";

  private WellKnownTree() {}

  static Optional<JsonNode> of(Message message) {
    return switch (generated(message)) {
      case Any any -> Optional.of(ProtoTree.packed(any.getTypeUrl(), any.getValue()));
      case Duration duration -> Optional.of(NODES.stringNode(Durations.toString(duration)));
      case Timestamp time -> Optional.of(NODES.stringNode(Timestamps.toString(time)));
      case FieldMask mask -> Optional.of(NODES.stringNode(FieldMaskUtil.toJsonString(mask)));
      case Struct struct -> Optional.of(struct(struct));
      case Value value -> Optional.of(value(value));
      case ListValue list -> Optional.of(list(list));
      case Message other when isWrapper(other) -> Optional.of(ProtoTree.wrapped(other));
      default -> Optional.empty();
    };
  }

  /** Inside of a message without a class, these messages have none either; here they get theirs. */
  private static Message generated(Message message) {
    var name = message.getDescriptorForType().getFullName();
    if (!(message instanceof DynamicMessage) || !name.startsWith(PACKAGE)) {
      return message;
    }
    try {
      return MessageTypes.prototype(name)
          .orElse(message)
          .getParserForType()
          .parseFrom(message.toByteString());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(name + " is not what was written", e);
    }
  }

  private static boolean isWrapper(Message message) {
    return message
        .getDescriptorForType()
        .getFile()
        .getName()
        .equals("google/protobuf/wrappers.proto");
  }

  private static JsonNode struct(Struct struct) {
    var tree = NODES.objectNode();
    new TreeMap<>(struct.getFieldsMap()).forEach((name, value) -> tree.set(name, value(value)));
    return tree;
  }

  private static JsonNode list(ListValue list) {
    var tree = NODES.arrayNode();
    list.getValuesList().forEach(item -> tree.add(value(item)));
    return tree;
  }

  private static JsonNode value(Value value) {
    return switch (value.getKindCase()) {
      case NULL_VALUE, KIND_NOT_SET -> NODES.nullNode();
      case BOOL_VALUE -> NODES.booleanNode(value.getBoolValue());
      case STRING_VALUE -> NODES.stringNode(value.getStringValue());
      case STRUCT_VALUE -> struct(value.getStructValue());
      case LIST_VALUE -> list(value.getListValue());
      case NUMBER_VALUE -> number(value.getNumberValue());
    };
  }

  private static JsonNode number(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? NODES.numberNode((long) number)
        : NODES.numberNode(number);
  }
}

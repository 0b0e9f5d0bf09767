// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.proxy;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.TypeRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the generated class of a packed message by its type's name. Envoy's files put it into the
 * Java package {@code io.envoyproxy} plus their own, Google's into {@code com} plus theirs.
 */
final class EnvoyTypes {

  private EnvoyTypes() {}

  /** A registry of all types that occur in a message, however deep they are packed. */
  static TypeRegistry within(Any any) throws InvalidProtocolBufferException {
    var found = new HashMap<String, Descriptor>();
    collect(any, found);
    return TypeRegistry.newBuilder().add(found.values()).build();
  }

  private static void collect(Any any, Map<String, Descriptor> found)
      throws InvalidProtocolBufferException {
    var prototype = prototype(any.getTypeUrl());
    if (prototype.isPresent()) {
      found.put(any.getTypeUrl(), prototype.get().getDescriptorForType());
      collectFields(prototype.get().getParserForType().parseFrom(any.getValue()), found);
    }
  }

  private static void collectFields(Message message, Map<String, Descriptor> found)
      throws InvalidProtocolBufferException {
    for (var value : message.getAllFields().values()) {
      for (var item : value instanceof List<?> list ? list : List.of(value)) {
        if (item instanceof Any any) {
          collect(any, found);
        } else if (item instanceof Message inner) {
          collectFields(inner, found);
        }
      }
    }
  }

  private static Optional<Message> prototype(String typeUrl) {
    var name = typeUrl.substring(typeUrl.lastIndexOf('/') + 1);
    try {
      var type = Class.forName((name.startsWith("google.") ? "com." : "io.envoyproxy.") + name);
      return type.getMethod("getDefaultInstance").invoke(null) instanceof Message message
          ? Optional.of(message)
          : Optional.empty();
    } catch (ReflectiveOperationException e) {
      return Optional.empty();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.message;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.TypeRegistry;
import io.lateen.proto.EnvoyApi;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the types of all packed messages in a message, for printing it. */
public final class PackedTypes {

  private static final String ANY = Any.getDescriptor().getFullName();

  private PackedTypes() {}

  /** A registry of all types that occur in a message, however deep they are packed. */
  public static TypeRegistry within(Message message) throws InvalidProtocolBufferException {
    var found = new HashMap<String, Descriptor>();
    collect(message, found);
    return TypeRegistry.newBuilder().add(found.values()).build();
  }

  private static void collect(Message message, Map<String, Descriptor> found)
      throws InvalidProtocolBufferException {
    if (message.getDescriptorForType().getFullName().equals(ANY)) {
      var any = message instanceof Any known ? known : Any.parseFrom(message.toByteString());
      var type = EnvoyApi.ofUrl(any.getTypeUrl());
      if (type.isPresent()) {
        found.put(type.get().getFullName(), type.get());
        collect(DynamicMessage.parseFrom(type.get(), any.getValue()), found);
      }
      return;
    }
    for (var value : message.getAllFields().values()) {
      for (var item : value instanceof List<?> list ? list : List.of(value)) {
        if (item instanceof Message inner) {
          collect(inner, found);
        }
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.patch;

import com.google.protobuf.Any;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import io.lateen.proto.EnvoyApi;
import java.util.Optional;

/** Messages that are packed as JSON with the name of their type (xds.type.v3.TypedStruct). */
final class TypedStructs {

  private TypedStructs() {}

  /** Whether a packed message, or the JSON in it, sets a field; bytes of no type count as set. */
  static boolean sets(Any packed, String field) {
    var type = EnvoyApi.ofUrl(packed.getTypeUrl());
    if (type.isEmpty()) {
      return true;
    }
    try {
      var message = DynamicMessage.parseFrom(type.get(), packed.getValue());
      return message.getAllFields().keySet().stream().anyMatch(set -> set.getName().equals(field))
          || (innerType(packed).isPresent() && message.toString().contains(field));
    } catch (InvalidProtocolBufferException e) {
      return true;
    }
  }

  /** Full name of the type of the JSON; empty when the message is not packed this way. */
  static Optional<String> innerType(Any packed) {
    return EnvoyApi.ofUrl(packed.getTypeUrl())
        .filter(type -> type.getName().equals("TypedStruct"))
        .flatMap(
            type -> {
              try {
                var message = DynamicMessage.parseFrom(type, packed.getValue());
                var url = (String) message.getField(type.findFieldByName("type_url"));
                return Optional.of(url.substring(url.lastIndexOf('/') + 1));
              } catch (InvalidProtocolBufferException e) {
                return Optional.empty();
              }
            });
  }
}

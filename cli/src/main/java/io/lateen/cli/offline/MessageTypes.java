// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.offline;

import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import io.lateen.proto.EnvoyApi;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the generated class of a packed message by its type's name, or else its descriptor. Envoy's
 * files put classes into a Java package of their own before the name, as do those of Google and of
 * xDS.
 */
public final class MessageTypes {

  private static final List<String> ROOTS =
      List.of("io.envoyproxy.", "com.", "com.github.", "com.github.udpa.", "io.lateen.proto.", "");

  private static final ConcurrentHashMap<String, Optional<Message>> FOUND =
      new ConcurrentHashMap<>();

  private MessageTypes() {}

  /** The empty message of a type URL or full name; nothing when no class of it is here. */
  public static Optional<Message> prototype(String typeUrl) {
    var name = typeUrl.substring(typeUrl.lastIndexOf('/') + 1);
    var known = FOUND.get(name);
    if (known != null) {
      return known;
    }
    var found =
        ROOTS.stream()
            .flatMap(root -> load(root + name).stream())
            .findFirst()
            .or(() -> EnvoyApi.of(name).map(DynamicMessage::getDefaultInstance));
    // Only what exists is kept: names come from users' documents and have no bound.
    if (found.isPresent()) {
      FOUND.put(name, found);
    }
    return found;
  }

  private static Optional<Message> load(String className) {
    try {
      var type = Class.forName(className);
      return type.getMethod("getDefaultInstance").invoke(null) instanceof Message message
          ? Optional.of(message)
          : Optional.empty();
    } catch (ReflectiveOperationException | LinkageError e) {
      return Optional.empty();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.explain;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.JsonFormat;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.lateen.cli.offline.MessageTypes;
import io.lateen.cli.proxy.ConfigDump;
import io.lateen.translate.evaluate.EnvoyConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Decodes an Envoy's configuration dump into messages; extensions without a class are left out. */
final class DumpDecoder {

  private static final String TYPE = "@type";
  private static final String NOTHING = "type.googleapis.com/google.protobuf.Empty";

  private DumpDecoder() {}

  /** What the Envoy of that dump has. */
  static EnvoyConfig config(ConfigDump dump) {
    return EnvoyConfig.of(
        messages(dump.listeners(), Listener::newBuilder, Listener.class),
        messages(dump.routes(), RouteConfiguration::newBuilder, RouteConfiguration.class),
        messages(dump.clusters(), Cluster::newBuilder, Cluster.class),
        messages(dump.endpoints(), ClusterLoadAssignment::newBuilder, ClusterLoadAssignment.class));
  }

  private static <T extends Message> List<T> messages(
      List<JsonNode> nodes, Supplier<? extends Message.Builder> builder, Class<T> type) {
    var messages = new ArrayList<T>();
    for (var node : nodes) {
      messages.add(type.cast(message(node, builder.get())));
    }
    return messages;
  }

  private static Message message(JsonNode node, Message.Builder builder) {
    var types = new HashMap<String, Descriptor>();
    prepare(node, types);
    if (node instanceof ObjectNode object) {
      object.remove(TYPE);
    }
    try {
      JsonFormat.parser()
          .ignoringUnknownFields()
          .usingTypeRegistry(TypeRegistry.newBuilder().add(types.values()).build())
          .merge(node.toString(), builder);
      return builder.build();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("the dump is none of this Envoy version: " + e, e);
    }
  }

  /** Collects the types of packed messages and empties those without a class. */
  private static void prepare(JsonNode node, Map<String, Descriptor> types) {
    if (node instanceof ObjectNode object && object.has(TYPE)) {
      var type = object.path(TYPE).asString("");
      var known = MessageTypes.prototype(type);
      if (known.isPresent()) {
        types.put(type, known.get().getDescriptorForType());
      } else {
        object.removeAll();
        object.put(TYPE, NOTHING);
        types.put(NOTHING, com.google.protobuf.Empty.getDescriptor());
      }
    }
    node.values().forEach(child -> prepare(child, types));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.google.protobuf.util.JsonFormat;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.Secret;
import io.lateen.proto.nds.v1.NameTable;
import io.lateen.translate.message.PackedTypes;
import java.util.Map;
import java.util.TreeMap;

/** Resources as YAML in the spelling of Envoy's documentation, keys sorted. */
final class ResourceYaml {

  private static final Map<String, Parser<? extends Message>> PARSERS =
      Map.of(
          ResourceTypes.CLUSTER, Cluster.parser(),
          ResourceTypes.ENDPOINT, ClusterLoadAssignment.parser(),
          ResourceTypes.LISTENER, Listener.parser(),
          ResourceTypes.ROUTE, RouteConfiguration.parser(),
          ResourceTypes.EXTENSION, TypedExtensionConfig.parser(),
          ResourceTypes.NAME_TABLE, NameTable.parser(),
          ResourceTypes.SECRET, Secret.parser());

  private ResourceYaml() {}

  static Message message(String type, EncodedResource resource) {
    var parser = PARSERS.get(type);
    if (parser == null) {
      throw new IllegalArgumentException("unknown type " + type);
    }
    try {
      return parser.parseFrom(resource.bytes());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(resource.name(), e);
    }
  }

  static JsonObject json(String type, EncodedResource resource) {
    try {
      var message = message(type, resource);
      var text =
          JsonFormat.printer()
              .preservingProtoFieldNames()
              .usingTypeRegistry(PackedTypes.within(message))
              .print(message);
      return JsonParser.parseString(text).getAsJsonObject();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(resource.name(), e);
    }
  }

  /** A list item per resource. */
  static String list(Iterable<JsonObject> resources) {
    var text = new StringBuilder();
    for (var resource : resources) {
      append(text, resource, 0, true);
    }
    return text.toString();
  }

  private static void append(StringBuilder text, JsonObject object, int indent, boolean item) {
    int own = item ? indent + 1 : indent;
    boolean first = item;
    for (var field : new TreeMap<>(object.asMap()).entrySet()) {
      text.append("  ".repeat(first ? indent : own)).append(first ? "- " : "");
      first = false;
      text.append(quoted(field.getKey())).append(':');
      append(text, field.getValue(), own);
    }
  }

  private static void append(StringBuilder text, JsonElement value, int indent) {
    switch (value) {
      case JsonObject object when object.isEmpty() -> text.append(" {}\n");
      case JsonObject object -> {
        text.append('\n');
        append(text, object, indent + 1, false);
      }
      case JsonArray array when array.isEmpty() -> text.append(" []\n");
      case JsonArray array -> {
        text.append('\n');
        array.forEach(element -> item(text, element, indent));
      }
      default -> text.append(' ').append(scalar(value)).append('\n');
    }
  }

  private static void item(StringBuilder text, JsonElement element, int indent) {
    if (element instanceof JsonObject object && !object.isEmpty()) {
      append(text, object, indent, true);
    } else {
      text.append("  ".repeat(indent)).append("- ");
      text.append(element.isJsonObject() ? "{}" : scalar(element)).append('\n');
    }
  }

  private static String scalar(JsonElement value) {
    var primitive = value.getAsJsonPrimitive();
    return primitive.isString() ? quoted(primitive.getAsString()) : primitive.getAsString();
  }

  private static String quoted(String text) {
    boolean plain =
        text.matches("[A-Za-z_/][A-Za-z0-9_./|;-]*") && !text.matches("true|false|null");
    return plain ? text : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}

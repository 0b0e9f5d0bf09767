// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.traffic;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Trees with the names of Go's structures, turned into documents. */
final class GoTree {

  private static final Map<String, String> CONSTANTS =
      Map.of(
          "InternalRouteSemantics", "internal.istio.io/route-semantics",
          "RouteSemanticsGateway", "gateway");

  /** Says which object of the Gateway API a document was made of; only Istio's own code may. */
  private static final String PARENTS = "InternalParentNames";

  private GoTree() {}

  /** The document of a configuration object. */
  static ObjectNode document(JsonNode config) {
    var meta = config.path("Meta");
    var document =
        JsonNodeFactory.instance
            .objectNode()
            .put("apiVersion", "networking.istio.io/v1")
            .put("kind", meta.path("GroupVersionKind").asString(""));
    var metadata =
        document
            .putObject("metadata")
            .put("name", meta.path("Name").asString(""))
            .put("namespace", meta.path("Namespace").asString(""));
    var annotations = metadata.putObject("annotations");
    meta.path("Annotations")
        .properties()
        .forEach(
            entry -> {
              if (!entry.getKey().equals(PARENTS)) {
                var value = entry.getValue().asString("");
                annotations.put(
                    CONSTANTS.getOrDefault(entry.getKey(), entry.getKey()),
                    CONSTANTS.getOrDefault(value, value));
              }
            });
    document.set("spec", lower(config.path("Spec")));
    return document;
  }

  /** Fields begin with a small letter, constants of enumerations lose the names of their types. */
  static JsonNode lower(JsonNode tree) {
    if (tree.isObject()) {
      var result = JsonNodeFactory.instance.objectNode();
      tree.properties()
          .forEach(entry -> result.set(decapitalized(entry.getKey()), lower(entry.getValue())));
      return result;
    }
    if (tree.isArray()) {
      var result = JsonNodeFactory.instance.arrayNode();
      tree.forEach(item -> result.add(lower(item)));
      return result;
    }
    var text = tree.asString("");
    return tree.isString() && text.startsWith("MeshConfig_OutboundTrafficPolicy_")
        ? JsonNodeFactory.instance.stringNode(
            text.substring("MeshConfig_OutboundTrafficPolicy_".length()))
        : tree;
  }

  private static String decapitalized(String name) {
    return name.isEmpty() ? name : Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import io.lateen.api.Kind;
import io.lateen.base.problem.Problem;
import io.lateen.base.problem.Problems;
import io.lateen.sourcestore.StoredObject;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Objects and problems as JSON. */
final class Rendering {

  static final JsonMapper JSON = JsonMapper.builder().build();

  private Rendering() {}

  /** A stored object in the version that the caller asked for; the versions differ in name only. */
  static ObjectNode object(StoredObject stored, String apiVersion) {
    var node = parse(stored.document());
    node.put("apiVersion", apiVersion);
    return node;
  }

  static ObjectNode object(StoredObject stored, Kind kind) {
    return object(stored, kind.apiVersion());
  }

  static ObjectNode parse(String json) {
    if (JSON.readTree(json) instanceof ObjectNode object) {
      return object;
    }
    throw new IllegalArgumentException("a document is a JSON object");
  }

  static ObjectNode document(String kind) {
    return JSON.createObjectNode().put("apiVersion", "lateen.io/v1").put("kind", kind);
  }

  static void problems(ArrayNode array, Problems problems) {
    for (var problem : problems) {
      array.add(problem(problem));
    }
  }

  private static JsonNode problem(Problem problem) {
    return JSON.createObjectNode()
        .put("severity", problem.severity().word())
        .put("source", problem.location().source())
        .put("line", problem.location().line())
        .put("column", problem.location().column())
        .put("object", problem.object())
        .put("path", problem.path())
        .put("message", problem.message())
        .put("fix", problem.fix());
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import io.lateen.base.decode.Documents;
import io.lateen.base.decode.Json;
import io.lateen.base.problem.Problem;
import tools.jackson.databind.node.ObjectNode;

/** Bodies of requests as trees; YAML and JSON are taken alike, with the limits of the decoder. */
final class Bodies {

  private Bodies() {}

  /** The one object that a body is, or the end of the call. */
  static ObjectNode json(String body) {
    var documents = Documents.read("", body);
    if (documents.problems().hasErrors()) {
      var first = documents.problems().stream().findFirst().map(Problem::render).orElse("");
      throw new Refusal(Statuses.badRequest("the body is not readable: " + first));
    }
    if (documents.roots().size() == 1
        && Rendering.JSON.readTree(Json.write(documents.roots().getFirst()))
            instanceof ObjectNode object) {
      return object;
    }
    throw new Refusal(Statuses.badRequest("the body must be one object"));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.schema;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A place in the specification of a kind.
 *
 * @param parent the place around it; absent for the specification itself
 * @param step name of the field, {@link #ITEM} or {@link #ENTRY}
 * @param schema structural schema of the values there
 */
record Place(Optional<Place> parent, String step, JsonNode schema) {

  static final String ITEM = "[]";
  static final String ENTRY = "{}";

  /** Name of the only entry of maps that are made up. */
  private static final String KEY = "8080";

  static Place root(JsonNode schema) {
    return new Place(Optional.empty(), "", schema);
  }

  Place field(String name, JsonNode schemaThere) {
    return new Place(Optional.of(this), name, schemaThere);
  }

  /** The specification with {@code value} at this place and what its schema requires around it. */
  JsonNode specification(JsonNode value) {
    return parent.map(around -> around.specification(around.with(step, value))).orElse(value);
  }

  private JsonNode with(String name, JsonNode value) {
    var nodes = JsonNodeFactory.instance;
    if (name.equals(ITEM)) {
      return nodes.arrayNode().add(value);
    }
    if (name.equals(ENTRY)) {
      return nodes.objectNode().set(KEY, value);
    }
    var object = Samples.required(schema);
    object.set(name, value);
    return object;
  }

  @Override
  public String toString() {
    var before = parent.map(Place::toString).orElse("");
    if (step.equals(ITEM) || step.equals(ENTRY)) {
      return before + step;
    }
    return before.isEmpty() ? step : before + "." + step;
  }
}

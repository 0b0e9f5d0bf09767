// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.yaml;

import io.lateen.base.decode.Documents;
import io.lateen.base.decode.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** YAML as JSON trees. */
public final class YamlTree {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private YamlTree() {}

  /** The documents of a text; an unreadable rest is an error. */
  public static List<JsonNode> read(String text) {
    var documents = Documents.read("text", text);
    if (!documents.problems().isEmpty()) {
      throw new IllegalArgumentException(documents.problems().render());
    }
    return documents.roots().stream().map(Json::write).map(JSON::readTree).toList();
  }
}

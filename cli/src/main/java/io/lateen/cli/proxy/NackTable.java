// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.proxy;

import io.lateen.cli.shell.Table;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The journal of what one proxy refused: a line for each resource that was the reason. */
final class NackTable {

  private NackTable() {}

  static Table of(JsonNode nacks) {
    var table =
        new Table("REFUSED", "TYPE", "EPOCH", "RESOURCE", "KNOWN BY", "MADE BY", "MENDED", "WHY");
    for (var nack : nacks) {
      for (var guilty : nack.path("guilty")) {
        table.row(
            row(
                nack,
                guilty.path("resource").asString(""),
                objects(guilty.path("objects")),
                guilty.path("reason").asString("")));
      }
      if (nack.path("guilty").isEmpty()) {
        table.row(row(nack, suspects(nack), "-", nack.path("message").asString("")));
      }
    }
    return table;
  }

  private static List<String> row(JsonNode nack, String resource, String objects, String why) {
    return List.of(
        nack.path("at").asString(""),
        nack.path("type").asString(""),
        nack.path("epoch").asString(""),
        resource,
        nack.path("knownBy").asString(""),
        objects,
        nack.path("mended").asString("-"),
        why.strip().replace("\n", " "));
  }

  private static String suspects(JsonNode nack) {
    var suspects = nack.path("suspects");
    return suspects.size() == 1
        ? suspects.path(0).asString("") + " (suspected)"
        : "one of " + suspects.size();
  }

  /** {@code EnvoyFilter default/lua (config/lua.yaml:3)}. */
  private static String objects(JsonNode objects) {
    var words = new ArrayList<String>();
    for (var object : objects) {
      var namespace = object.path("namespace").asString("");
      var file = object.path("file").asString("");
      words.add(
          object.path("kind").asString("")
              + " "
              + (namespace.isEmpty() ? "" : namespace + "/")
              + object.path("name").asString("")
              + (file.isEmpty() ? "" : " (" + file + ":" + object.path("line").asString("") + ")"));
    }
    return words.isEmpty() ? "-" : String.join(", ", words);
  }
}

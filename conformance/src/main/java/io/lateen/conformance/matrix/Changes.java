// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Other values that a scalar could have; not all of them need be sound. */
final class Changes {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  /** Words of which others are sound in the same place, though the schema does not list them. */
  private static final List<List<String>> WORDS =
      List.of(
          List.of("HTTP", "HTTP2", "GRPC-WEB", "TCP"),
          List.of("Gateway", "GatewayClass"),
          List.of("In", "NotIn"),
          List.of("NONE", "NAMESPACE", "PUBLIC"),
          List.of("OFF", "DEFAULT", "STRICT"));

  private Changes() {}

  /** Values to try instead, the plainest first. */
  static List<JsonNode> of(JsonNode value, JsonNode schema) {
    var others = new ArrayList<JsonNode>();
    for (var constant : schema.path("enum")) {
      if (!constant.equals(value)) {
        others.add(constant);
      }
    }
    if (value.isBoolean()) {
      others.add(NODES.booleanNode(!value.asBoolean(false)));
    } else if (value.isIntegralNumber()) {
      others.add(NODES.numberNode(value.asLong(0) + 1));
      others.add(NODES.numberNode(value.asLong(0) - 1));
    } else if (value.isNumber()) {
      others.add(NODES.numberNode(value.asDouble(0) / 2));
    } else if (value.isString() && !schema.has("enum")) {
      texts(value.asString(""), others);
    }
    return others;
  }

  private static void texts(String text, List<JsonNode> others) {
    for (var words : WORDS) {
      if (words.contains(text)) {
        words.stream()
            .filter(word -> !word.equals(text))
            .forEach(word -> others.add(NODES.stringNode(word)));
      }
    }
    Matcher number = NUMBER.matcher(text);
    if (number.find() && number.group().length() < 10) {
      var next = Long.toString(Long.parseLong(number.group()) + 1);
      others.add(NODES.stringNode(number.replaceFirst(next)));
    }
    others.add(NODES.stringNode(text + "x"));
    others.add(NODES.stringNode("x" + text));
    if (text.equals("true") || text.equals("false")) {
      others.add(NODES.stringNode(text.equals("true") ? "false" : "true"));
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Values that obey a structural schema, and values that break one constraint of it. */
final class Samples {

  /** Sizes above this are not written out; no object that Kubernetes stores holds them. */
  private static final int MAX_WRITTEN = 200_000;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Texts of which one breaks any pattern. */
  private static final List<String> ODD = List.of("**", "", "a b", "Z!", "-");

  private Samples() {}

  /**
   * A value that breaks a constraint.
   *
   * @param constraint name of the constraint
   */
  record Broken(String constraint, JsonNode value) {}

  /** A value that obeys the schema. */
  static JsonNode valid(JsonNode schema) {
    return switch (schema.path("type").asString("")) {
      case "object" -> required(schema);
      case "array" -> schema.path("minItems").asInt(0) > 0 ? present(schema) : NODES.arrayNode();
      case "boolean" -> NODES.booleanNode(true);
      case "integer", "number" -> NODES.numberNode(Math.max(1, schema.path("minimum").asLong(1)));
      default -> text(schema);
    };
  }

  private static JsonNode text(JsonNode schema) {
    var constants = schema.path("enum");
    if (constants.isArray()) {
      return constants.get(constants.size() - 1);
    }
    if (schema.path("pattern").asString("").contains("{64}")) {
      return NODES.stringNode("0".repeat(64));
    }
    return NODES.stringNode(
        schema
            .path("x-kubernetes-validations")
            .valueStream()
            .map(rule -> rule.path("rule").asString(""))
            .flatMap(rule -> under(rule).stream())
            .findFirst()
            .orElse("a"));
  }

  /** A text that obeys a rule of texts; empty for rules that {@code a} obeys. */
  private static Optional<String> under(String rule) {
    if (rule.startsWith("duration(")) {
      return Optional.of("1s");
    }
    if (rule.equals("self.size() == 0")) {
      return Optional.of("");
    }
    if (rule.contains("HTTPS")) {
      return Optional.of("HTTP");
    }
    return rule.startsWith("url(") ? Optional.of("http://a.b") : Optional.empty();
  }

  /** An object with nothing but what the schema requires. */
  static ObjectNode required(JsonNode schema) {
    var object = NODES.objectNode();
    for (var name : schema.path("required")) {
      var field = name.asString("");
      object.set(field, present(schema.path("properties").path(field)));
    }
    return object;
  }

  /** A value that nobody can take for an absent one. */
  private static JsonNode present(JsonNode schema) {
    return schema.path("type").asString("").equals("array")
        ? NODES.arrayNode().add(valid(schema.path("items")))
        : valid(schema);
  }

  /** Values that break the schema, one for each constraint. */
  static List<Broken> broken(JsonNode schema) {
    var broken = new ArrayList<Broken>();
    var type = schema.path("type").asString("");
    if (!type.isEmpty()) {
      broken.add(
          new Broken("type", type.equals("array") ? NODES.stringNode("a") : NODES.arrayNode()));
    }
    if (schema.has("enum")) {
      broken.add(new Broken("enum", NODES.stringNode("NO_SUCH_CONSTANT")));
    }
    if (schema.has("minimum")) {
      broken.add(new Broken("minimum", NODES.numberNode(schema.path("minimum").asLong(0) - 1)));
    }
    if (schema.has("maximum")) {
      broken.add(new Broken("maximum", NODES.numberNode(schema.path("maximum").asLong(0) + 1)));
    }
    texts(schema, broken);
    collections(schema, broken);
    return broken;
  }

  private static void texts(JsonNode schema, List<Broken> broken) {
    var longest = schema.path("maxLength").asInt(MAX_WRITTEN);
    if (longest < MAX_WRITTEN) {
      broken.add(new Broken("maxLength", NODES.stringNode("a".repeat(longest + 1))));
    }
    if (schema.path("minLength").asInt(0) > 0) {
      broken.add(new Broken("minLength", NODES.stringNode("")));
    }
    if (schema.has("pattern")) {
      var pattern = Pattern.compile(schema.path("pattern").asString(""));
      ODD.stream()
          .filter(text -> !pattern.matcher(text).find())
          .findFirst()
          .ifPresent(text -> broken.add(new Broken("pattern", NODES.stringNode(text))));
    }
  }

  private static void collections(JsonNode schema, List<Broken> broken) {
    var most = schema.path("maxItems").asInt(MAX_WRITTEN);
    if (most < MAX_WRITTEN) {
      var list = NODES.arrayNode();
      for (var index = 0; index <= most; index++) {
        list.add(valid(schema.path("items")));
      }
      broken.add(new Broken("maxItems", list));
    }
    if (schema.path("minItems").asInt(0) > 0) {
      broken.add(new Broken("minItems", NODES.arrayNode()));
    }
    var entries = schema.path("maxProperties").asInt(MAX_WRITTEN);
    if (entries < MAX_WRITTEN) {
      var map = NODES.objectNode();
      for (var index = 0; index <= entries; index++) {
        map.set("k" + index, valid(schema.path("additionalProperties")));
      }
      broken.add(new Broken("maxProperties", map));
    }
    if (schema.path("x-kubernetes-list-type").asString("").equals("map")) {
      var item = valid(schema.path("items"));
      broken.add(new Broken("list keys", NODES.arrayNode().add(item).add(item)));
    }
    for (var name : schema.path("required")) {
      var object = required(schema);
      object.remove(name.asString(""));
      broken.add(new Broken("required " + name.asString(""), object));
    }
    oneOf(schema, broken);
  }

  /** Two of the alternatives at once. */
  private static void oneOf(JsonNode schema, List<Broken> broken) {
    var names = new ArrayList<String>();
    for (var alternative : schema.path("oneOf")) {
      alternative.path("required").forEach(name -> names.add(name.asString("")));
    }
    if (names.size() > 1) {
      var object = required(schema);
      for (var name : names.subList(0, 2)) {
        object.set(name, valid(schema.path("properties").path(name)));
      }
      broken.add(new Broken("oneOf", object));
    }
  }
}

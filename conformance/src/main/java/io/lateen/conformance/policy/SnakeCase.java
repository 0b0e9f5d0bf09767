// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.policy;

import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Messages in JSON's camel case, brought to the fields' own names. */
final class SnakeCase {

  /** A field; keys of maps have other signs in the cases. */
  private static final Pattern FIELD = Pattern.compile("[a-z][A-Za-z0-9]*");

  private static final Pattern HUMP = Pattern.compile("([A-Z])");

  private SnakeCase() {}

  static JsonNode of(JsonNode tree) {
    if (tree.isObject()) {
      var result = JsonNodeFactory.instance.objectNode();
      tree.properties().forEach(entry -> result.set(name(entry.getKey()), of(entry.getValue())));
      return result;
    }
    if (tree.isArray()) {
      var result = JsonNodeFactory.instance.arrayNode();
      tree.forEach(item -> result.add(of(item)));
      return result;
    }
    return tree;
  }

  private static String name(String name) {
    return FIELD.matcher(name).matches()
        ? HUMP.matcher(name).replaceAll(hump -> "_" + hump.group(1).toLowerCase(Locale.ROOT))
        : name;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.envoy;

import io.lateen.base.decode.Json;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Ordered JSON trees of maps, collections, strings, numbers and booleans, written as text. */
public final class JsonText {

  private JsonText() {}

  /** An object from alternating names and values, in this order. */
  public static Map<String, Object> object(Object... namesAndValues) {
    var object = new LinkedHashMap<String, Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return object;
  }

  /** The tree as text on one line. */
  public static String render(Map<String, Object> tree) {
    var text = new StringBuilder();
    write(text, tree);
    return text.toString();
  }

  private static void write(StringBuilder text, Object value) {
    switch (value) {
      case Map<?, ?> map -> {
        text.append('{');
        map.forEach((name, member) -> writeMember(text, (String) name, member));
        text.append('}');
      }
      case Collection<?> items -> {
        text.append('[');
        for (var item : items) {
          separate(text, '[');
          write(text, item);
        }
        text.append(']');
      }
      case String string -> text.append(Json.quoted(string));
      case Integer number -> text.append(number);
      case Long number -> text.append(number);
      case BigDecimal number -> text.append(number.toPlainString());
      case Boolean bool -> text.append(bool);
      default -> throw new IllegalArgumentException("not JSON: " + value.getClass());
    }
  }

  private static void writeMember(StringBuilder text, String name, Object value) {
    separate(text, '{');
    text.append(Json.quoted(name)).append(':');
    write(text, value);
  }

  private static void separate(StringBuilder text, char opening) {
    if (text.charAt(text.length() - 1) != opening) {
      text.append(',');
    }
  }
}

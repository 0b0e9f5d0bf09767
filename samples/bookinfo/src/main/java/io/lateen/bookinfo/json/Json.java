// SPDX-License-Identifier: Apache-2.0
package io.lateen.bookinfo.json;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON text of maps, lists, strings, numbers, booleans and null (RFC 8259). */
public final class Json {

  private Json() {}

  /** The text of {@code value}; map entries in iteration order, no white space. */
  public static String write(@Nullable Object value) {
    var out = new StringBuilder();
    append(out, value);
    return out.toString();
  }

  /**
   * The value that {@code text} describes: {@code LinkedHashMap}, {@code ArrayList}, {@code
   * String}, {@code Long}, {@code Double}, {@code Boolean} or null.
   *
   * @throws IllegalArgumentException when {@code text} is not one JSON value
   */
  public static @Nullable Object parse(String text) {
    return new JsonReader(text).document();
  }

  private static void append(StringBuilder out, @Nullable Object value) {
    switch (value) {
      case null -> out.append("null");
      case String text -> appendString(out, text);
      case Map<?, ?> map -> appendMap(out, map);
      case List<?> list -> appendList(out, list);
      default -> out.append(value);
    }
  }

  private static void appendMap(StringBuilder out, Map<?, ?> map) {
    out.append('{');
    var separator = "";
    for (var entry : map.entrySet()) {
      out.append(separator);
      appendString(out, String.valueOf(entry.getKey()));
      out.append(':');
      append(out, entry.getValue());
      separator = ",";
    }
    out.append('}');
  }

  private static void appendList(StringBuilder out, List<?> list) {
    out.append('[');
    var separator = "";
    for (var element : list) {
      out.append(separator);
      append(out, element);
      separator = ",";
    }
    out.append(']');
  }

  private static void appendString(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}

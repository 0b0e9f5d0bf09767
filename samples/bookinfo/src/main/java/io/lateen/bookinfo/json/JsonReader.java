// SPDX-License-Identifier: Apache-2.0
package io.lateen.bookinfo.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one JSON value from a text; one use per object. */
final class JsonReader {

  /** Deepest nesting accepted; the sample's own documents use four levels. */
  static final int MAX_DEPTH = 32;

  private final String text;
  private int at;

  JsonReader(String text) {
    this.text = text;
  }

  @Nullable Object document() {
    var value = value(0);
    skipSpace();
    if (at != text.length()) {
      throw unexpected();
    }
    return value;
  }

  private @Nullable Object value(int depth) {
    skipSpace();
    if (depth > MAX_DEPTH || at >= text.length()) {
      throw unexpected();
    }
    return switch (text.charAt(at)) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      default -> number();
    };
  }

  private Map<String, @Nullable Object> object(int depth) {
    var map = new LinkedHashMap<String, @Nullable Object>();
    at++;
    if (ends('}')) {
      return map;
    }
    do {
      skipSpace();
      var key = string();
      skipSpace();
      require(':');
      map.put(key, value(depth + 1));
    } while (another('}'));
    return map;
  }

  private List<@Nullable Object> array(int depth) {
    var list = new ArrayList<@Nullable Object>();
    at++;
    if (ends(']')) {
      return list;
    }
    do {
      list.add(value(depth + 1));
    } while (another(']'));
    return list;
  }

  private boolean ends(char close) {
    skipSpace();
    if (at < text.length() && text.charAt(at) == close) {
      at++;
      return true;
    }
    return false;
  }

  private boolean another(char close) {
    if (ends(close)) {
      return false;
    }
    require(',');
    return true;
  }

  private String string() {
    require('"');
    var out = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return out.toString();
      }
      out.append(c == '\\' ? escaped() : c);
    }
    throw unexpected();
  }

  private char escaped() {
    if (at >= text.length()) {
      throw unexpected();
    }
    char c = text.charAt(at++);
    return switch (c) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'u' -> {
        if (at + 4 > text.length()) {
          throw unexpected();
        }
        at += 4;
        yield (char) Integer.parseInt(text, at - 4, at, 16);
      }
      default -> c;
    };
  }

  private Object number() {
    int start = at;
    while (at < text.length() && "+-0123456789.eE".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    var digits = text.substring(start, at);
    if (digits.isEmpty()) {
      throw unexpected();
    }
    return digits.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'))
        ? (Object) Long.parseLong(digits)
        : Double.parseDouble(digits);
  }

  private @Nullable Object word(String word, @Nullable Object value) {
    if (!text.startsWith(word, at)) {
      throw unexpected();
    }
    at += word.length();
    return value;
  }

  private void require(char expected) {
    if (at >= text.length() || text.charAt(at) != expected) {
      throw unexpected();
    }
    at++;
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private IllegalArgumentException unexpected() {
    return new IllegalArgumentException("not JSON at character " + at);
  }
}

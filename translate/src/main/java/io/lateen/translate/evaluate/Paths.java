// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.evaluate;

import java.util.ArrayDeque;

/**
 * Paths of URLs in their normal form (RFC 3986 §6.2.2; Envoy: source/common/http/path_utility.cc):
 * backslashes are slashes, unreserved characters are not escaped, dot segments are resolved.
 */
final class Paths {

  private static final int HEX = 16;
  private static final int ESCAPE = 3;

  private Paths() {}

  static String normalized(String path) {
    var text = unescaped(path.replace('\\', '/'));
    if (!text.startsWith("/")) {
      return text;
    }
    var segments = new ArrayDeque<String>();
    var parts = text.substring(1).split("/", -1);
    for (int i = 0; i < parts.length; i++) {
      boolean last = i == parts.length - 1;
      switch (parts[i]) {
        case "." -> {
          if (last) {
            segments.add("");
          }
        }
        case ".." -> {
          segments.pollLast();
          if (last) {
            segments.add("");
          }
        }
        default -> segments.add(parts[i]);
      }
    }
    return "/" + String.join("/", segments);
  }

  private static String unescaped(String path) {
    var result = new StringBuilder();
    int at = 0;
    while (at < path.length()) {
      int code = escape(path, at);
      if (code < 0) {
        result.append(path.charAt(at++));
      } else if (isUnreserved(code)) {
        result.append((char) code);
        at += ESCAPE;
      } else {
        result.append(path, at, at + ESCAPE);
        at += ESCAPE;
      }
    }
    return result.toString();
  }

  /** The byte that is escaped here; -1 when none is. */
  private static int escape(String path, int at) {
    if (path.charAt(at) != '%' || at + ESCAPE > path.length()) {
      return -1;
    }
    int high = Character.digit(path.charAt(at + 1), HEX);
    int low = Character.digit(path.charAt(at + 2), HEX);
    return high < 0 || low < 0 ? -1 : high * HEX + low;
  }

  private static boolean isUnreserved(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '.'
        || c == '_'
        || c == '~';
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.stream;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds which resources of a response an error text is about. The protocol has no field for it
 * (envoyproxy/envoy#5739); Envoy writes for example {@code Error adding/updating listener(s) NAME:
 * reason}.
 */
final class Blame {

  private Blame() {}

  /** The names that occur in the text as whole words; the only name when there is just one. */
  static List<String> guilty(List<String> names, String text) {
    if (names.size() == 1) {
      return List.copyOf(names);
    }
    var guilty = new ArrayList<String>();
    for (var name : names) {
      if (occurs(name, text)) {
        guilty.add(name);
      }
    }
    return guilty;
  }

  private static boolean occurs(String name, String text) {
    if (name.isEmpty()) {
      return false;
    }
    for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
      int end = at + name.length();
      if ((at == 0 || !inName(text.charAt(at - 1)))
          && (end == text.length() || !inName(text.charAt(end)) || sentenceEnd(text, end))) {
        return true;
      }
    }
    return false;
  }

  private static boolean sentenceEnd(String text, int at) {
    return text.charAt(at) == '.' && (at + 1 == text.length() || text.charAt(at + 1) == ' ');
  }

  private static boolean inName(char c) {
    return Character.isLetterOrDigit(c) || "._-|/~*".indexOf(c) >= 0;
  }
}

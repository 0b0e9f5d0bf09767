// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.decode;

import java.nio.charset.StandardCharsets;

/**
 * Makes texts of bytes and gives the same object for many of those that were there before: names of
 * fields, labels and namespaces are most of what documents hold. Remembers up to 8,192 texts of up
 * to 64 characters, the newest of each place. Belongs to one reading.
 */
final class TextPool {

  private static final int MOST = 8_192;
  private static final int LEAST = 64;
  private static final int LONGEST = 64;

  /** Bytes of text for which one more place is worth having. */
  private static final int BYTES_PER_PLACE = 128;

  private static final int FACTOR = 31;
  private static final int UPPER_BITS = 13;

  private final String[] places;

  /** One for a text of so many characters. */
  TextPool(int characters) {
    var wanted = Math.clamp(characters / BYTES_PER_PLACE, LEAST, MOST);
    this.places = new String[Integer.highestOneBit(wanted)];
    java.util.Arrays.fill(places, "");
  }

  /** The text of {@code bytes}, which are ASCII. */
  String text(byte[] bytes, int from, int to) {
    if (to - from > LONGEST) {
      return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
    var hash = 0;
    for (var at = from; at < to; at++) {
      hash = FACTOR * hash + bytes[at];
    }
    var place = (hash ^ (hash >>> UPPER_BITS)) & (places.length - 1);
    var known = places[place];
    if (!isText(known, bytes, from, to)) {
      known = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
      places[place] = known;
    }
    return known;
  }

  private static boolean isText(String text, byte[] bytes, int from, int to) {
    if (text.length() != to - from) {
      return false;
    }
    for (var at = from; at < to; at++) {
      if (text.charAt(at - from) != bytes[at]) {
        return false;
      }
    }
    return true;
  }
}

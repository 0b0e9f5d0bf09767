// SPDX-License-Identifier: Apache-2.0
package io.lateen.bookinfo.shop;

import java.util.OptionalInt;

/** The number of a book in a path. */
final class BookId {

  /** Longest number accepted: more digits may not fit an int. */
  private static final int MAX_DIGITS = 9;

  private BookId() {}

  /** Empty unless {@code text} is a decimal number of at most nine digits. */
  static OptionalInt of(String text) {
    boolean numeric =
        !text.isEmpty()
            && text.length() <= MAX_DIGITS
            && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return numeric ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
  }
}

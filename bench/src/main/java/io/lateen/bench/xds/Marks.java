// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.xds;

import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Addresses that number the changes of a case, so that a proxy's endpoints tell which it has. */
final class Marks {

  private static final int FIRST = 71;
  private static final int BYTE = 256;
  private static final Pattern ADDRESS =
      Pattern.compile("100\\.(7[1-9])\\.(\\d{1,3})\\.(\\d{1,3})");

  private Marks() {}

  /**
   * The address of a change.
   *
   * @param number 0 to 589,823
   */
  static String address(int number) {
    int high = FIRST + number / BYTE / BYTE;
    return "100." + high + "." + number / BYTE % BYTE + "." + number % BYTE;
  }

  /** The number of the change in a text that may hold other things. */
  static OptionalInt number(String text) {
    var address = ADDRESS.matcher(text);
    if (!address.find()) {
      return OptionalInt.empty();
    }
    int high = Integer.parseInt(address.group(1)) - FIRST;
    int middle = Integer.parseInt(address.group(2));
    return OptionalInt.of((high * BYTE + middle) * BYTE + Integer.parseInt(address.group(3)));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.net;

import java.net.InetAddress;
import java.util.Optional;

/**
 * A block of addresses.
 *
 * @param first any address of it
 * @param bits how many leading bits all of them share
 */
public record AddressRange(InetAddress first, int bits) {

  /** Reads {@code ADDRESS/BITS} or a single address; never asks a name server. */
  public static Optional<AddressRange> parse(String text) {
    int slash = text.indexOf('/');
    var address = slash < 0 ? text : text.substring(0, slash);
    try {
      var first = InetAddress.ofLiteral(address);
      int all = first.getAddress().length * 8;
      int bits = slash < 0 ? all : Integer.parseInt(text.substring(slash + 1));
      return bits < 0 || bits > all ? Optional.empty() : Optional.of(new AddressRange(first, bits));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether an address of the same family is inside. */
  public boolean contains(InetAddress address) {
    var own = first.getAddress();
    var other = address.getAddress();
    if (own.length != other.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((own[bit / 8] & mask) != (other[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  /** The block as it is written. */
  @Override
  public String toString() {
    return first.getHostAddress() + "/" + bits;
  }
}

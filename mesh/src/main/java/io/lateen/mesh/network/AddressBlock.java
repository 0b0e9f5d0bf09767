// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.network;

import java.math.BigInteger;
import java.util.Optional;

/**
 * A block of IP addresses.
 *
 * @param text as it was written, {@code ADDRESS/BITS}
 * @param prefix the leading bits that members share
 * @param bits how many of them
 * @param size bits of an address: 32 or 128
 */
public record AddressBlock(String text, BigInteger prefix, int bits, int size) {

  private static final int IPV4_BITS = 32;
  private static final int IPV6_BITS = 128;
  private static final int IPV6_GROUPS = 8;
  private static final int IPV4_PARTS = 4;
  private static final int HEXADECIMAL = 16;

  /** The block that {@code text} spells; empty when it spells none. */
  public static Optional<AddressBlock> tryParse(String text) {
    int slash = text.indexOf('/');
    var address = number(slash < 0 ? text : text.substring(0, slash));
    if (address.isEmpty()) {
      return Optional.empty();
    }
    int size = text.indexOf(':') >= 0 ? IPV6_BITS : IPV4_BITS;
    try {
      int bits = slash < 0 ? size : Integer.parseInt(text.substring(slash + 1));
      return bits < 0 || bits > size
          ? Optional.empty()
          : Optional.of(new AddressBlock(text, address.get().shiftRight(size - bits), bits, size));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Whether the address is in the block; names are in none. */
  public boolean contains(String address) {
    int other = address.indexOf(':') >= 0 ? IPV6_BITS : IPV4_BITS;
    return other == size
        && number(address)
            .filter(value -> value.shiftRight(size - bits).equals(prefix))
            .isPresent();
  }

  private static Optional<BigInteger> number(String address) {
    try {
      return address.indexOf(':') >= 0 ? ipv6(address) : ipv4(address);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<BigInteger> ipv4(String address) {
    var parts = address.split("\\.", -1);
    if (parts.length != IPV4_PARTS) {
      return Optional.empty();
    }
    long value = 0;
    for (var part : parts) {
      int octet = Integer.parseInt(part);
      if (octet < 0 || octet > 255) {
        return Optional.empty();
      }
      value = value << 8 | octet;
    }
    return Optional.of(BigInteger.valueOf(value));
  }

  /** RFC 4291 §2.2 without embedded IPv4. */
  private static Optional<BigInteger> ipv6(String address) {
    int gap = address.indexOf("::");
    var head = groups(gap < 0 ? address : address.substring(0, gap));
    var tail = groups(gap < 0 ? "" : address.substring(gap + 2));
    int missing = IPV6_GROUPS - head.length - tail.length;
    if (missing < 0 || (gap < 0 && missing > 0)) {
      return Optional.empty();
    }
    var value = BigInteger.ZERO;
    for (var group : head) {
      value = value.shiftLeft(HEXADECIMAL).add(new BigInteger(group, HEXADECIMAL));
    }
    value = value.shiftLeft(HEXADECIMAL * missing);
    for (var group : tail) {
      value = value.shiftLeft(HEXADECIMAL).add(new BigInteger(group, HEXADECIMAL));
    }
    return Optional.of(value);
  }

  private static String[] groups(String text) {
    return text.isEmpty() ? new String[0] : text.split(":", -1);
  }
}

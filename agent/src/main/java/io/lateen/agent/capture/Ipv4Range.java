// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.capture;

import java.util.Optional;

/**
 * A range of IPv4 addresses.
 *
 * @param address its first address as a number
 * @param prefix length of the prefix, 0 to 32
 */
public record Ipv4Range(int address, int prefix) implements Comparable<Ipv4Range> {

  /** Clears the bits behind the prefix, so that equal ranges are equal. */
  public Ipv4Range {
    if (prefix < 0 || prefix > 32) {
      throw new IllegalArgumentException("prefix length " + prefix);
    }
    address = prefix == 0 ? 0 : address & (-1 << (32 - prefix));
  }

  /** Reads {@code 10.0.0.0/8} or a single address; empty when it is neither. */
  public static Optional<Ipv4Range> tryParse(String text) {
    var slash = text.indexOf('/');
    var octets = (slash < 0 ? text : text.substring(0, slash)).split("\\.", -1);
    try {
      var prefix = slash < 0 ? 32 : number(text.substring(slash + 1), 32);
      if (octets.length != 4) {
        return Optional.empty();
      }
      var address = 0;
      for (var octet : octets) {
        address = (address << 8) | number(octet, 255);
      }
      return Optional.of(new Ipv4Range(address, prefix));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static int number(String text, int max) {
    if (text.isEmpty() || text.length() > 3 || !text.chars().allMatch(Character::isDigit)) {
      throw new NumberFormatException(text);
    }
    var number = Integer.parseInt(text);
    if (number > max) {
      throw new NumberFormatException(text);
    }
    return number;
  }

  /** Whether every address of {@code other} is in this range. */
  boolean contains(Ipv4Range other) {
    return prefix <= other.prefix && new Ipv4Range(other.address, prefix).equals(this);
  }

  @Override
  public int compareTo(Ipv4Range other) {
    var byAddress = Integer.compareUnsigned(address, other.address);
    return byAddress != 0 ? byAddress : Integer.compare(prefix, other.prefix);
  }

  @Override
  public String toString() {
    return "%d.%d.%d.%d/%d"
        .formatted(
            address >>> 24, (address >> 16) & 255, (address >> 8) & 255, address & 255, prefix);
  }
}

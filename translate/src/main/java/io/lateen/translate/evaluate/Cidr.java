// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.evaluate;

import io.envoyproxy.envoy.config.core.v3.CidrRange;
import java.net.InetAddress;
import java.util.Optional;

/** Blocks of IP addresses. */
final class Cidr {

  private Cidr() {}

  /** The address without asking any name server; empty for what is no IP address. */
  static Optional<InetAddress> address(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether the block holds the address; those of the other family hold nothing. */
  static boolean contains(CidrRange range, InetAddress address) {
    var prefix = address(range.getAddressPrefix());
    if (prefix.isEmpty()) {
      return false;
    }
    var own = prefix.get().getAddress();
    var other = address.getAddress();
    if (own.length != other.length) {
      return false;
    }
    int bits = Math.min(range.getPrefixLen().getValue(), own.length * Byte.SIZE);
    int whole = bits / Byte.SIZE;
    for (int i = 0; i < whole; i++) {
      if (own[i] != other[i]) {
        return false;
      }
    }
    int rest = bits % Byte.SIZE;
    int mask = 0xff << (Byte.SIZE - rest) & 0xff;
    return rest == 0 || (own[whole] & mask) == (other[whole] & mask);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.keyset;

import io.lateen.base.net.AddressRange;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses may be asked for keys: public ones. Loopback, links, metadata services, private
 * and other special networks (IANA's registries of special-purpose addresses, RFC 6890) are out of
 * reach unless the administrator allows a block of them; so are addresses that hide one of IPv4.
 */
record ReachableAddresses(List<AddressRange> allowed) {

  private static final List<AddressRange> BLOCKED =
      Stream.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.0.2.0/24",
              "192.88.99.0/24",
              "192.168.0.0/16",
              "198.18.0.0/15",
              "198.51.100.0/24",
              "203.0.113.0/24",
              "224.0.0.0/3",
              "::/3",
              "2001::/23",
              "2001:db8::/32",
              "2002::/16",
              "3fff::/20",
              "4000::/2",
              "8000::/1")
          .map(text -> AddressRange.parse(text).orElseThrow())
          .toList();

  boolean contains(InetAddress address) {
    return allowed.stream().anyMatch(range -> range.contains(address))
        || BLOCKED.stream().noneMatch(range -> range.contains(address));
  }
}

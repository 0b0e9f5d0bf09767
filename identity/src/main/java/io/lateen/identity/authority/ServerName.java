// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.authority;

import java.net.InetAddress;

/** A name under which clients that know no SPIFFE, such as curl, reach the control plane. */
public sealed interface ServerName {

  /**
   * A host name.
   *
   * @param name letters, digits, dashes and dots, up to 253 characters
   */
  record Dns(String name) implements ServerName {

    /** Refuses what is no host name. */
    public Dns {
      if (name.isEmpty() || name.length() > 253 || !name.chars().allMatch(Dns::allowed)) {
        throw new IllegalArgumentException("not a host name: " + name);
      }
    }

    private static boolean allowed(int c) {
      return (c >= 'a' && c <= 'z')
          || (c >= 'A' && c <= 'Z')
          || (c >= '0' && c <= '9')
          || c == '-'
          || c == '.';
    }
  }

  /**
   * An address.
   *
   * @param address IPv4 or IPv6
   */
  record Ip(InetAddress address) implements ServerName {}

  /**
   * An address when {@code text} is a literal one, else a host name.
   *
   * @throws IllegalArgumentException when it is neither
   */
  static ServerName of(String text) {
    if (text.contains(":")) {
      return new Ip(InetAddress.ofLiteral(text));
    }
    var numeric = text.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.');
    if (!numeric || text.isEmpty()) {
      return new Dns(text);
    }
    // The JDK also reads the historical short forms, such as 10.1 for 10.0.0.1.
    if (text.chars().filter(c -> c == '.').count() != 3) {
      throw new IllegalArgumentException("not an address: " + text);
    }
    return new Ip(InetAddress.ofLiteral(text));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.dns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** Reads the name servers of a resolver configuration (resolv.conf(5)). Pure. */
public final class ResolvConf {

  /** The port of name servers. */
  static final int DNS_PORT = 53;

  private ResolvConf() {}

  /**
   * The name servers in their order; lines that cannot be read are left out.
   *
   * @param text content of the file
   * @param own addresses that are ourselves and would ask in a circle
   */
  public static List<InetSocketAddress> nameServers(String text, List<InetAddress> own) {
    var servers = new ArrayList<InetSocketAddress>();
    for (var line : text.lines().toList()) {
      var words = line.strip().split("\\s+", -1);
      if (words.length < 2 || !words[0].equals("nameserver")) {
        continue;
      }
      try {
        var address = InetAddress.ofLiteral(words[1]);
        if (!own.contains(address)) {
          servers.add(new InetSocketAddress(address, DNS_PORT));
        }
      } catch (IllegalArgumentException e) {
        // resolv.conf(5) ignores what it cannot read, and so do all resolvers.
      }
    }
    return List.copyOf(servers);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.network;

import java.util.Comparator;

/**
 * A way into a network: the address of a gateway that passes the mesh's TLS on.
 *
 * @param address IP address, or a host name where proxies resolve names themselves
 * @param port 1 to 65535
 * @param registered whether a Service of this cluster is the gateway; such ways are preferred
 */
public record NetworkWay(String address, int port, boolean registered)
    implements Comparable<NetworkWay> {

  private static final Comparator<NetworkWay> ORDER =
      Comparator.comparing(NetworkWay::address)
          .thenComparingInt(NetworkWay::port)
          .thenComparing(NetworkWay::registered);

  @Override
  public int compareTo(NetworkWay other) {
    return ORDER.compare(this, other);
  }
}

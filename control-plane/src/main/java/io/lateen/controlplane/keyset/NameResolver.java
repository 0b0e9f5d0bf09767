// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.keyset;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a name, once for each fetch: the connection goes to one of them. */
@FunctionalInterface
interface NameResolver {

  /** That of this machine. */
  NameResolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

  /** All addresses, at least one. */
  List<InetAddress> resolve(String host) throws UnknownHostException;
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.door;

import java.net.SocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The connections that shake hands or have done so, by their ends. Safe from all threads. */
final class Visits {

  /** The two ends of a connection; no two open ones have both in common. */
  record Name(SocketAddress local, SocketAddress remote) {}

  private final Map<Name, Visit> entered = new ConcurrentHashMap<>();

  Name add(Visit visit) {
    var name = new Name(visit.channel().localAddress(), visit.channel().remoteAddress());
    entered.put(name, visit);
    return name;
  }

  /** A connection has ended; the next one may have the same ends already. */
  void remove(Name name, Visit visit) {
    entered.remove(name, visit);
  }

  Optional<Visit> find(SocketAddress local, SocketAddress remote) {
    return Optional.ofNullable(entered.get(new Name(local, remote)));
  }
}

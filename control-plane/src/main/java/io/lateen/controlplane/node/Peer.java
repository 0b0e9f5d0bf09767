// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import io.grpc.Context;
import io.lateen.identity.SpiffeId;
import io.lateen.xds.resource.PeerIdentity;
import java.time.Instant;
import java.util.Optional;

/**
 * The node agent at the other end of a call, as its certificate proves.
 *
 * @param id {@code spiffe://TD/lateen/node/NAME}
 * @param node the name in it
 * @param notAfter end of the certificate
 */
public record Peer(SpiffeId id, String node, Instant notAfter) {

  static final Context.Key<Peer> KEY = Context.key("peer");

  /** The peer of the current call; empty on calls without certificate and on other threads. */
  public static Optional<Peer> current() {
    return Optional.ofNullable(KEY.get());
  }

  /** The peer of the current call as the xDS server names it. */
  public static Optional<PeerIdentity> currentXdsIdentity() {
    return current().map(peer -> new PeerIdentity(peer.id().toString()));
  }

  /** The node that an identity of the xDS server names. */
  public static Optional<String> nodeOf(PeerIdentity identity) {
    return SpiffeId.tryParse(identity.name()).flatMap(SpiffeId::nodeName);
  }
}

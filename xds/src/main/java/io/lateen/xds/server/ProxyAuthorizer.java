// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import io.lateen.xds.resource.PeerIdentity;
import io.lateen.xds.resource.ProxyNode;
import java.util.Optional;

/** Decides who may open streams and for which proxies. Safe from all threads. */
public interface ProxyAuthorizer {

  /** An answer with the reason of a refusal, which the caller gets to see. */
  sealed interface Decision {
    record Allowed() implements Decision {}

    record Denied(String reason) implements Decision {}
  }

  /**
   * The proven identity of the caller. Runs on the thread of the gRPC call with its {@code
   * io.grpc.Context} attached.
   *
   * @return empty for a caller without an identity, who is refused as UNAUTHENTICATED
   */
  Optional<PeerIdentity> peer();

  /** Whether {@code node.peer()} may act for this proxy; runs once per stream, must not block. */
  Decision authorize(ProxyNode node);
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import io.lateen.xds.resource.PeerIdentity;
import io.lateen.xds.resource.ProxyNode;
import java.util.Optional;

/** Admits one identity. */
final class FakeAuthorizer implements ProxyAuthorizer {
  Optional<PeerIdentity> peer = Optional.of(new PeerIdentity("spiffe://test/lateen/node/n1"));
  String denied = "";

  @Override
  public Optional<PeerIdentity> peer() {
    return peer;
  }

  @Override
  public Decision authorize(ProxyNode node) {
    return denied.isEmpty() ? new Decision.Allowed() : new Decision.Denied(denied);
  }
}

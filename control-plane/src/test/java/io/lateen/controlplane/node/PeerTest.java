// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Context;
import io.lateen.identity.SpiffeId;
import io.lateen.xds.resource.PeerIdentity;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PeerTest {

  @Test
  void theXdsServerHearsWhoIsCalling() throws Exception {
    var id = SpiffeId.node(Door.DOMAIN, "host1");
    assertThat(Peer.currentXdsIdentity()).isEmpty();
    var peer = new Peer(id, "host1", Instant.EPOCH);
    var seen = Context.current().withValue(Peer.KEY, peer).call(Peer::currentXdsIdentity);
    assertThat(seen.flatMap(Peer::nodeOf)).contains("host1");
    assertThat(Peer.nodeOf(new PeerIdentity("spiffe://cluster.local/ns/a/sa/b"))).isEmpty();
    assertThat(Peer.nodeOf(new PeerIdentity("host1"))).isEmpty();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.lateen.api.ConfigDelta;
import io.lateen.controlplane.pipeline.Epoch;
import io.lateen.controlplane.pipeline.Objects;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.xds.resource.PeerIdentity;
import io.lateen.xds.resource.ProxyNode;
import io.lateen.xds.server.ProxyAuthorizer.Decision;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MeshAuthorizerTest {

  private final MeshSnapshot mesh =
      MeshSnapshot.EMPTY.apply(ConfigDelta.upsert(Objects.pod("a", "host1")));
  private final MeshAuthorizer authorizer =
      new MeshAuthorizer(
          Optional::empty,
          peer -> Optional.of(peer.name()).filter(name -> name.startsWith("host")),
          () -> new Epoch(1, mesh, 1, Instant.EPOCH, 0, true),
          new ProxyWorkloads());

  private static ProxyNode node(String uid, String peer) {
    var metadata =
        Struct.newBuilder()
            .putFields(ProxyNode.WORKLOAD_UID, Value.newBuilder().setStringValue(uid).build())
            .build();
    return new ProxyNode("id", "", "", metadata, Set.of(), new PeerIdentity(peer));
  }

  @Test
  void letsANodeActForItsWorkloads() {
    assertThat(authorizer.authorize(node("uid-a", "host1"))).isEqualTo(new Decision.Allowed());
  }

  @Test
  void refusesOtherNodesAndUnknownWorkloadsInTheSameWords() {
    var foreign = authorizer.authorize(node("uid-a", "host2"));
    var unknown = authorizer.authorize(node("uid-none", "host2"));
    assertThat(foreign).isInstanceOf(Decision.Denied.class).isEqualTo(unknown);
  }

  @Test
  void refusesIdentitiesThatAreNoNodes() {
    assertThat(authorizer.authorize(node("uid-a", "workload"))).isInstanceOf(Decision.Denied.class);
  }
}

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
import java.util.List;
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
  void knowsAProxyWithoutUidByTheNameInItsId() {
    assertThat(authorizer.authorize(named("sidecar~10.0.0.1~a.default~x", "host1")))
        .isEqualTo(new Decision.Allowed());
    assertThat(authorizer.authorize(named("sidecar~10.0.0.1~a.default~x", "host2")))
        .isInstanceOf(Decision.Denied.class);
    for (var id : List.of("a.default", "sidecar~10.0.0.1~a~x", "sidecar~~.default~x", "~~~")) {
      assertThat(authorizer.authorize(named(id, "host1"))).isInstanceOf(Decision.Denied.class);
    }
  }

  private static ProxyNode named(String id, String peer) {
    return new ProxyNode(id, "", "", Struct.getDefaultInstance(), Set.of(), new PeerIdentity(peer));
  }

  @Test
  void theUidCountsMoreThanTheName() {
    var metadata = node("uid-none", "host1").metadata();
    var proxy =
        new ProxyNode(
            "sidecar~10.0.0.1~a.default~x", "", "", metadata, Set.of(), new PeerIdentity("host1"));
    assertThat(authorizer.authorize(proxy)).isInstanceOf(Decision.Denied.class);
  }

  @Test
  void refusesIdentitiesThatAreNoNodes() {
    assertThat(authorizer.authorize(node("uid-a", "workload"))).isInstanceOf(Decision.Denied.class);
  }
}

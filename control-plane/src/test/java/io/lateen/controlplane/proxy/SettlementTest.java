// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Struct;
import io.lateen.controlplane.pipeline.Epoch;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.testkit.time.VirtualClock;
import io.lateen.xds.resource.PeerIdentity;
import io.lateen.xds.resource.ProxyNode;
import io.lateen.xds.resource.TypeUrls;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettlementTest {

  private final VirtualClock clock = new VirtualClock();
  private Epoch epoch = epoch(1, 1);
  private final Settlement settlement = new Settlement(() -> epoch, clock);

  private Epoch epoch(long number, long revision) {
    return new Epoch(number, MeshSnapshot.EMPTY, revision, clock.instant(), clock.nanos(), true);
  }

  private static ProxyNode node(String id) {
    return new ProxyNode(
        id, "", "", Struct.getDefaultInstance(), Set.of(), new PeerIdentity("spiffe://x/y"));
  }

  private Settlement.Outcome now(long revision) throws InterruptedException {
    return settlement.await(revision, Duration.ZERO);
  }

  @Test
  void waitsForThePublicationOfTheRevision() throws InterruptedException {
    assertThat(now(2).reached()).isFalse();
    epoch = epoch(2, 2);
    assertThat(now(2).reached()).isTrue();
  }

  @Test
  void waitsForEveryConnectedProxy() throws InterruptedException {
    settlement.connected(node("a"), "");
    settlement.connected(node("b"), "");
    settlement.settled(node("a"), "", 1, true);
    assertThat(now(1).behind()).containsExactly("b");
    settlement.settled(node("b"), "", 1, true);
    assertThat(now(1).reached()).isTrue();
    settlement.concerns(2, List.of("a", "b"));
    epoch = epoch(2, 2);
    assertThat(now(2).behind()).containsExactlyInAnyOrder("a", "b");
    settlement.settled(node("a"), "", 2, true);
    settlement.disconnected(node("b"), "");
    assertThat(now(2).reached()).isTrue();
  }

  @Test
  void doesNotWaitForProxiesToWhichAnEpochSaysNothing() throws InterruptedException {
    settlement.connected(node("a"), "");
    settlement.connected(node("b"), "");
    settlement.settled(node("a"), "", 1, true);
    settlement.settled(node("b"), "", 1, true);
    settlement.concerns(2, List.of("a", "unknown"));
    epoch = epoch(2, 2);
    settlement.epochPublished();
    assertThat(now(2).behind()).containsExactly("a");
    settlement.concerns(3, List.of());
    epoch = epoch(3, 3);
    settlement.epochPublished();
    assertThat(now(3).behind()).containsExactly("a");
    settlement.settled(node("a"), "", 2, true);
    assertThat(now(3).reached()).isTrue();
    settlement.connected(node("c"), "");
    assertThat(now(3).behind()).containsExactly("c");
  }

  @Test
  void anAnswerThatComesBeforeTheEpochIsToldIsOne() throws InterruptedException {
    settlement.connected(node("a"), "");
    settlement.settled(node("a"), "", 2, true);
    settlement.concerns(2, List.of("a"));
    assertThat(now(1).reached()).isTrue();
  }

  @Test
  void tellsWhetherAProxyRefused() throws InterruptedException {
    settlement.connected(node("a"), "");
    settlement.settled(node("a"), "", 1, false);
    assertThat(now(1).reached()).isTrue();
    assertThat(now(1).clean()).isFalse();
  }

  @Test
  void theEndOfAnOldStreamDoesNotForgetTheNewOne() throws InterruptedException {
    settlement.connected(node("a"), "");
    settlement.connected(node("a"), "");
    settlement.disconnected(node("a"), "");
    assertThat(now(1).connected()).isEqualTo(1);
    settlement.disconnected(node("a"), "");
    assertThat(now(1).connected()).isZero();
  }

  @Test
  void waitsForEveryStreamOfAProxyThatHasOnePerType() throws InterruptedException {
    settlement.connected(node("a"), TypeUrls.CLUSTER);
    settlement.connected(node("a"), TypeUrls.ROUTE);
    settlement.settled(node("a"), TypeUrls.CLUSTER, 1, true);
    assertThat(now(1).behind()).containsExactly("a");
    assertThat(now(1).connected()).isEqualTo(1);
    settlement.settled(node("a"), TypeUrls.ROUTE, 1, true);
    assertThat(now(1).reached()).isTrue();
  }

  @Test
  void measuresFromTheChangeToTheLastAnswer() throws InterruptedException {
    settlement.connected(node("a"), "");
    settlement.connected(node("b"), "");
    settlement.settled(node("a"), "", 1, true);
    settlement.settled(node("b"), "", 1, true);
    settlement.concerns(2, List.of("a", "b"));
    epoch = epoch(2, 2);
    clock.advance(Duration.ofMillis(7));
    settlement.settled(node("a"), "", 2, true);
    clock.advance(Duration.ofMillis(5));
    settlement.settled(node("b"), "", 2, true);
    clock.advance(Duration.ofMillis(100));
    assertThat(now(2).convergence()).isEqualTo(Duration.ofMillis(12));
  }
}

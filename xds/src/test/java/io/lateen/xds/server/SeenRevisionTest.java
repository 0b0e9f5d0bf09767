// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.lateen.xds.resource.PeerIdentity;
import io.lateen.xds.resource.ProxyNode;
import io.lateen.xds.resource.ResourceView;
import io.lateen.xds.resource.XdsResource;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeenRevisionTest {

  private record At(long revision) implements ResourceView {
    @Override
    public long epoch() {
      return 1;
    }

    @Override
    public Map<String, XdsResource> resources(String typeUrl) {
      return Map.of();
    }
  }

  private static long seen(String text) {
    var metadata =
        Struct.newBuilder()
            .putFields(ProxyNode.SEEN_REVISION, Value.newBuilder().setStringValue(text).build());
    return new ProxyNode("p", "", "", metadata.build(), Set.of(), new PeerIdentity("x"))
        .seenRevision();
  }

  @Test
  void keepsOlderViewsBackUntilTheControlPlaneHasCaughtUp() {
    var seen = new SeenRevision(7);
    assertThat(seen.pass(new At(5))).isEmpty();
    assertThat(seen.pass(new At(6))).isEmpty();
    assertThat(seen.pass(new At(7))).contains(new At(7));
    assertThat(seen.release()).isEmpty();
  }

  @Test
  void givesTheNewestOfTheOldOnesWhenItWaitedLongEnough() {
    var seen = new SeenRevision(7);
    assertThat(seen.pass(new At(2))).isEmpty();
    assertThat(seen.pass(new At(3))).isEmpty();
    assertThat(seen.release()).contains(new At(3));
    assertThat(seen.pass(new At(4))).contains(new At(4));
  }

  @Test
  void aProxyThatHasSeenNothingWaitsForNothing() {
    assertThat(new SeenRevision(0).matters()).isFalse();
    assertThat(new SeenRevision(0).pass(new At(0))).isPresent();
  }

  @Test
  void whatIsNoNumberCountsAsNothing() {
    assertThat(seen("12")).isEqualTo(12);
    assertThat(seen("")).isZero();
    assertThat(seen("-3")).isZero();
    assertThat(seen("9".repeat(40))).isZero();
    assertThat(seen("twelve")).isZero();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.stream;

import static io.lateen.xds.stream.SmallMesh.VIEW;
import static io.lateen.xds.stream.SmallMesh.delta;
import static io.lateen.xds.stream.SmallMesh.sotw;
import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.xds.stream.StreamState.Variant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rule 12: a client that comes back gets the difference. */
class ReconnectRulesTest {

  @Test
  void rule12_sendsTheDifferenceAndRemovesWhatVanished() {
    var proxy = delta().reconnect("lds", List.of(), Map.of("l", "0", "gone", "1"));
    assertThat(proxy.take()).containsExactly("LDS l=1 -gone");
  }

  @Test
  void rule12_equalVersionsAreAnsweredWithoutAResource() {
    var proxy = delta().reconnect("cds", List.of(), Map.of("a", "1", "b", "1"));
    assertThat(proxy.take()).containsExactly("CDS (empty)");
    assertThat(proxy.ack("cds").take()).containsExactly("settled 6");
    assertThat(proxy.subscribe("cds").take()).as("only the first request").isEmpty();
  }

  @Test
  void rule12_aStarIsAnsweredLikeNoNames() {
    var proxy = delta().reconnect("lds", List.of("*"), Map.of("l", "1"));
    assertThat(proxy.take()).containsExactly("LDS (empty)");
  }

  @Test
  void rule12_claimsCountOnlyInTheFirstRequest() {
    var proxy = delta().subscribe("eds", "a").ack("eds");
    proxy.take();
    proxy.delta("eds", List.of("b"), List.of(), Map.of("b", "1"), "", Optional.empty());
    assertThat(proxy.take()).containsExactly("EDS b=1");
  }

  @Test
  void rule12_aRelayGetsOnlyTheDifferenceOfNamedResourcesToo() {
    var proxy = new ScriptedProxy(Variant.DELTA, true, StreamLimits.DEFAULT, "n").view(VIEW);
    proxy.reconnect("eds", List.of("a", "b", "gone"), Map.of("a", "1", "b", "0", "gone", "1"));
    assertThat(proxy.take()).containsExactly("EDS b=1 -gone");
  }

  @Test
  void rule12_aSotwClientInStepGetsNoAnswer() {
    var proxy = sotw().sotw("cds", "", "");
    var version = proxy.state().heldVersions(FakeView.url("cds"));
    assertThat(version).containsOnlyKeys("a", "b");
    var hash = proxy.lastVersion("cds");
    assertThat(sotw().sotw("cds", hash, "").take()).containsExactly("settled 6");
    assertThat(sotw().sotw("cds", "other", "").take()).containsExactly("CDS a=1 b=1");
  }

  @Test
  void clustersWaitForTheRoutesOfAReturningClient() {
    var proxy = delta().reconnect("cds", List.of(), Map.of("a", "1", "b", "1", "old", "1"));
    assertThat(proxy.take()).containsExactly("CDS (empty)");
    proxy.ack("cds").reconnect("lds", List.of(), Map.of("l", "1")).ack("lds");
    assertThat(proxy.take()).containsExactly("LDS (empty)");
    proxy.reconnect("rds", List.of("r"), Map.of("r", "0"));
    assertThat(proxy.take()).containsExactly("RDS r=1");
    assertThat(proxy.ack("rds").take()).containsExactly("CDS -old");
  }

  @Test
  void clustersGoWhenTheRoutesTurnOutToBeInStep() {
    var proxy = delta().reconnect("cds", List.of(), Map.of("a", "1", "b", "1", "old", "1"));
    proxy.ack("cds").reconnect("lds", List.of(), Map.of("l", "1")).subscribe("rds").take();
    assertThat(proxy.ack("lds").take()).containsExactly("CDS -old");
  }
}

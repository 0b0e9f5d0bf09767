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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  private static ScriptedProxy relay() {
    return new ScriptedProxy(Variant.DELTA, true, StreamLimits.DEFAULT, "n");
  }

  /** The first request comes before the view, as it does in life, or after it. */
  private static ScriptedProxy returning(
      boolean early, String type, List<String> names, Map<String, String> have) {
    return early
        ? relay().reconnect(type, names, have).view(VIEW)
        : relay().view(VIEW).reconnect(type, names, have);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whoHasAllThatItNamesHearsOfLaterChangesOnly(boolean early) {
    var proxy = returning(early, "eds", List.of("a", "b"), Map.of("a", "1", "b", "1"));
    assertThat(proxy.take()).containsExactly("settled 6");
    var changed = VIEW.with("eds", "a", "2");
    assertThat(proxy.view(changed).take()).containsExactly("EDS a=2");
    proxy.ack("eds").take();
    assertThat(proxy.view(changed.without("eds", "b")).take()).containsExactly("EDS -b");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whoHasEverythingHearsOfLaterChangesOnly(boolean early) {
    var proxy = returning(early, "lds", List.of(), Map.of("l", "1"));
    assertThat(proxy.take()).containsExactly("LDS (empty)");
    proxy.ack("lds").take();
    var changed = VIEW.with("lds", "m", "1").without("lds", "l");
    assertThat(proxy.view(changed).take()).containsExactly("LDS m=1 -l");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whoLacksSomethingGetsThat(boolean early) {
    assertThat(returning(early, "lds", List.of(), Map.of("other", "1")).take())
        .containsExactly("LDS l=1 -other");
    assertThat(returning(early, "cds", List.of(), Map.of("a", "1")).take())
        .containsExactly("CDS b=1");
    assertThat(returning(early, "eds", List.of("a", "b"), Map.of("a", "1")).take())
        .containsExactly("EDS b=1");
    assertThat(returning(early, "eds", List.of("a", "b"), Map.of("a", "1", "b", "")).take())
        .containsExactly("EDS b=1");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatItNoLongerNamesIsNotItsOwn(boolean early) {
    var proxy = returning(early, "eds", List.of("a"), Map.of("a", "1", "b", "1"));
    assertThat(proxy.take()).containsExactly("settled 6");
    assertThat(proxy.view(VIEW.with("eds", "b", "2")).take()).containsExactly("settled 7");
    assertThat(proxy.subscribe("eds", "b").take()).containsExactly("EDS b=2");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anEnvoyGetsWhatItNamesAgain(boolean early) {
    var have = Map.of("a", "1", "b", "1");
    var proxy =
        early
            ? ScriptedProxy.delta().reconnect("eds", List.of("a", "b"), have).view(VIEW)
            : delta().reconnect("eds", List.of("a", "b"), have);
    assertThat(proxy.take()).containsExactly("EDS a=1 b=1");
  }

  @Test
  void whatItClaimsIsShownBeforeThereIsAView() {
    var proxy = relay().reconnect("eds", List.of("a", "b"), Map.of("a", "1", "b", "0"));
    assertThat(proxy.state().heldVersions(FakeView.url("eds")))
        .isEqualTo(Map.of("a", "1", "b", "0"));
    assertThat(proxy.view(VIEW).take()).containsExactly("EDS b=1");
  }

  @Test
  void whatItUnsubscribesBeforeThereIsAViewIsForgotten() {
    var proxy = relay().reconnect("eds", List.of("a", "b"), Map.of("a", "1", "b", "1"));
    proxy.unsubscribe("eds", "b").view(VIEW);
    assertThat(proxy.take()).containsExactly("settled 6");
    assertThat(proxy.state().heldVersions(FakeView.url("eds"))).isEqualTo(Map.of("a", "1"));
  }
}

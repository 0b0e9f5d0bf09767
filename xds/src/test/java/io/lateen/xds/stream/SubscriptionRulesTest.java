// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.stream;

import static io.lateen.xds.stream.SmallMesh.VIEW;
import static io.lateen.xds.stream.SmallMesh.delta;
import static io.lateen.xds.stream.SmallMesh.running;
import static io.lateen.xds.stream.SmallMesh.sotw;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rules about what a client wants: 7 to 11, 14 and 23. */
class SubscriptionRulesTest {

  @Test
  void rule07_deltaKeepsTheWildcardBesideNames() {
    var proxy = delta().subscribe("cds").ack("cds").subscribe("cds", "x").ack("cds");
    assertThat(proxy.take()).contains("CDS a=1 b=1", "CDS -x");
    assertThat(proxy.view(VIEW.with("cds", "c", "1")).take()).containsExactly("CDS c=1");
  }

  @Test
  void rule07_unsubscribingTheWildcardKeepsTheNames() {
    var proxy = delta().subscribe("cds", "*", "a").ack("cds").unsubscribe("cds", "*");
    proxy.take();
    proxy.view(VIEW.with("cds", "b", "2"));
    assertThat(proxy.take()).containsExactly("settled 7");
    proxy.view(VIEW.with("cds", "b", "2").with("cds", "a", "2"));
    assertThat(proxy.take()).containsExactly("CDS a=2");
  }

  @Test
  void rule07_afterTheLastNameNothingIsWanted() {
    var proxy = delta().subscribe("cds", "a").ack("cds").unsubscribe("cds", "a");
    proxy.take();
    proxy.view(VIEW.with("cds", "a", "2"));
    assertThat(proxy.take()).containsExactly("settled 7");
  }

  @Test
  void rule07_sotwLosesTheLegacyWildcardWithTheFirstName() {
    var proxy = sotw().sotw("cds", "", "").ack("cds", "a");
    proxy.ack("cds", "a").take();
    proxy.sotw("cds", "", proxy.nonce("cds"));
    proxy.view(VIEW.with("cds", "a", "2"));
    assertThat(proxy.take()).containsExactly("settled 7");
  }

  @Test
  void rule07_sotwHasAnExplicitWildcardToo() {
    var proxy = sotw().sotw("cds", "", "", "*");
    assertThat(proxy.take()).containsExactly("CDS a=1 b=1");
  }

  @Test
  void rule08_anEmptyFirstRequestForVirtualHostsMeansNothing() {
    var proxy = delta().view(VIEW.with("vhds", "r/h", "1")).subscribe("vhds");
    assertThat(proxy.take()).containsExactly("settled 7");
  }

  @Test
  void rule08_anEmptyFirstRequestForEndpointsMeansNothing() {
    assertThat(delta().subscribe("eds").take()).containsExactly("settled 6");
  }

  @Test
  void rule09_unsubscribingAnswersWhileTheWildcardHolds() {
    var proxy = delta().subscribe("cds", "*", "a", "gone").ack("cds");
    proxy.take();
    assertThat(proxy.unsubscribe("cds", "a").ack("cds").take()).containsExactly("CDS a=1");
    assertThat(proxy.unsubscribe("cds", "gone").take()).containsExactly("CDS -gone");
  }

  @Test
  void rule09_unsubscribingIsSilentOtherwise() {
    var proxy = delta().subscribe("eds", "a", "b").ack("eds");
    proxy.take();
    assertThat(proxy.unsubscribe("eds", "a").take()).isEmpty();
  }

  @Test
  void rule10_anUnknownNameIsAnsweredAtOnceAndRemembered() {
    var proxy = delta().subscribe("eds", "later");
    assertThat(proxy.take()).containsExactly("EDS -later");
    proxy.ack("eds").take();
    assertThat(proxy.view(VIEW.with("eds", "later", "1")).take()).containsExactly("EDS later=1");
  }

  @Test
  void rule10_anUnknownVirtualHostIsAResourceWithoutContent() {
    var proxy = delta().subscribe("vhds").subscribe("vhds", "r/unknown");
    assertThat(proxy.take()).contains("VHDS r/unknown=none");
  }

  @Test
  void rule11_subscribingAgainSendsAgain() {
    var proxy = delta().subscribe("eds", "a").ack("eds");
    proxy.take();
    assertThat(proxy.subscribe("eds", "a").take()).containsExactly("EDS a=1");
  }

  @Test
  void rule11_alsoWhenTheClientListedTheVersion() {
    var proxy = delta().reconnect("eds", List.of("a"), Map.of("a", "1"));
    assertThat(proxy.take()).containsExactly("EDS a=1");
  }

  @Test
  void rule11_afterUnsubscribingNothingIsTakenAsHeld() {
    var proxy = running();
    proxy.unsubscribe("eds", "a").view(VIEW.without("eds", "a")).take();
    assertThat(proxy.subscribe("eds", "a").take()).containsExactly("EDS -a");
    assertThat(proxy.ack("eds").view(VIEW.without("eds", "a").again()).take())
        .doesNotContain("EDS -a");
  }

  @Test
  void rule14_aliasesFindTheirResource() {
    var proxy = ScriptedProxy.delta().view(FakeView.EMPTY.with("vhds", "r/h", "1"));
    proxy.subscribe("vhds").subscribe("vhds", "r/alias-of-h");
    assertThat(proxy.take()).contains("VHDS r/alias-of-h~r/h=1");
  }

  @Test
  void rule14_aResourceIsSentOnceHoweverManyAliasesItHas() {
    var proxy = ScriptedProxy.delta().view(FakeView.EMPTY.with("vhds", "r/h", "1"));
    proxy.subscribe("vhds").subscribe("vhds", "r/alias-of-h", "r/alias-of-alias-of-h", "r/h");
    assertThat(proxy.take()).contains("VHDS r/alias-of-h+r/alias-of-alias-of-h~r/h=1");
    proxy.ack("vhds").view(FakeView.EMPTY.with("vhds", "r/h", "2").again()).take();
    assertThat(proxy.state().heldVersions(FakeView.url("vhds")))
        .isEqualTo(Map.of("r/h", "2", "r/alias-of-h", "2", "r/alias-of-alias-of-h", "2"));
  }

  @Test
  void rule18_aClusterOnDemandIsAnsweredBesideTheWildcard() {
    var proxy = delta().subscribe("cds").ack("cds");
    proxy.take();
    assertThat(proxy.subscribe("cds", "a").ack("cds").take()).containsExactly("CDS a=1");
    assertThat(proxy.subscribe("cds", "later").ack("cds").take()).containsExactly("CDS -later");
    assertThat(proxy.view(VIEW.with("cds", "later", "1")).ack("cds").take())
        .containsExactly("CDS later=1", "settled 7");
  }

  @Test
  void rule24_whatIsNotServedIsAnsweredWithItsAbsence() {
    var proxy = delta().subscribe("envoy.service.runtime.v3.Runtime", "rtds");
    assertThat(proxy.take()).containsExactly("ENVOY.SERVICE.RUNTIME.V3.RUNTIME -rtds");
  }

  @Test
  void rule23_namesAreOpaque() {
    var name = "xdstp://authority/envoy.config.cluster.v3.Cluster/a?x=y";
    var proxy = ScriptedProxy.delta().view(FakeView.EMPTY.with("cds", name, "1"));
    assertThat(proxy.subscribe("cds", name).take()).contains("CDS " + name + "=1");
  }
}

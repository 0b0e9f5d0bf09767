// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.xds.stream.StreamState.Variant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * One test at least for each rule of the discovery protocol that a server without a transport can
 * keep (Envoy's xds_protocol.rst; the numbers in the display order follow the project's list).
 * Rules about the transport are in {@code io.lateen.xds.server}.
 */
class ProtocolRulesTest {

  private static final FakeView VIEW =
      FakeView.EMPTY
          .with("cds", "a", "1")
          .with("cds", "b", "1")
          .with("eds", "a", "1")
          .with("eds", "b", "1")
          .with("lds", "l", "1")
          .with("rds", "r", "1");

  private static ScriptedProxy delta() {
    return ScriptedProxy.delta().view(VIEW);
  }

  private static ScriptedProxy sotw() {
    return ScriptedProxy.sotw().view(VIEW);
  }

  /** Everything that Envoy asks for, accepted. */
  private static ScriptedProxy running() {
    var proxy = delta();
    proxy.subscribe("cds").subscribe("eds", "a", "b").ack("eds").ack("cds");
    proxy.subscribe("lds").ack("lds").subscribe("rds", "r").ack("rds").take();
    return proxy;
  }

  @Nested
  class NoncesAndRefusals {

    @Test
    void rule03_deltaNeverDropsASubscriptionBecauseOfAStaleNonce() {
      var proxy = delta().subscribe("eds", "a").ack("eds");
      proxy.take();
      proxy.delta(
          "eds", List.of("b"), List.of(), Map.of(), "n-of-another-stream", Optional.empty());
      assertThat(proxy.take()).containsExactly("EDS b=1", "stale nonce EDS");
    }

    @Test
    void rule03_sotwIgnoresAStaleNonceEntirely() {
      var proxy = sotw().sotw("eds", "", "", "a");
      proxy.ack("eds", "a").take();
      proxy.sotw("eds", "", "older", "a", "b");
      assertThat(proxy.take()).containsExactly("stale nonce EDS");
    }

    @Test
    void rule04_aRefusalIsErrorDetailAndNothingElse() {
      var proxy = running().view(VIEW.with("rds", "r", "2"));
      assertThat(proxy.take()).containsExactly("RDS r=2");
      proxy.nack("rds", "no");
      assertThat(proxy.take())
          .containsExactly("refused RDS no guilty=[r] suspects=[]", "settled 7 with refusals");
    }

    @Test
    void rule05_refusedContentIsNotSentAgainUntilItChanges() {
      var proxy = running().view(VIEW.with("rds", "r", "2")).nack("rds", "no");
      proxy.take();
      var next = VIEW.with("rds", "r", "2").with("lds", "l", "2");
      proxy.view(next).ack("lds").take();
      assertThat(proxy.view(next.again()).take()).containsExactly("settled 9 with refusals");
      assertThat(proxy.view(next.with("rds", "r", "3")).take()).containsExactly("RDS r=3");
    }

    @Test
    void rule05_changingBackAndForthDoesNotRepeatIt() {
      var proxy = running().view(VIEW.with("rds", "r", "2")).nack("rds", "no").slow(true);
      proxy.take();
      var there = VIEW.with("rds", "r", "2");
      proxy
          .view(there.with("rds", "r", "3"))
          .view(there.with("rds", "r", "3").with("rds", "r", "2"));
      assertThat(proxy.slow(false).take()).containsExactly("settled 9 with refusals");
    }

    @Test
    void rule06_theOthersOfARefusedResponseAreNotTakenAsStored() {
      var proxy = running();
      var bad = VIEW.with("eds", "a", "2").with("eds", "b", "2");
      proxy.view(bad).nack("eds", "assignment a: malformed").take();
      proxy.view(bad.with("eds", "a", "3"));
      assertThat(proxy.take()).contains("EDS a=3 b=2");
    }

    @Test
    void rule06_aSuspectIsTriedOnlyOnceMore() {
      var proxy = running();
      var bad = VIEW.with("eds", "a", "2").with("eds", "b", "2");
      proxy.view(bad).nack("eds", "something is malformed").take();
      bad = bad.with("eds", "a", "3");
      proxy.view(bad).nack("eds", "something is malformed").take();
      proxy.view(bad.with("eds", "a", "4"));
      assertThat(proxy.take()).contains("EDS a=4");
    }

    @Test
    void rule06_refusedRemovalsAreRepeatedWithTheNextChange() {
      var proxy = running();
      var bad = VIEW.with("cds", "a", "bad").without("cds", "b");
      proxy.view(bad).nack("cds", "cluster a: malformed").take();
      proxy.view(bad.with("cds", "a", "2"));
      assertThat(proxy.take()).contains("CDS a=2 -b");
    }
  }

  @Nested
  class Subscriptions {

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
    void rule23_namesAreOpaque() {
      var name = "xdstp://authority/envoy.config.cluster.v3.Cluster/a?x=y";
      var proxy = ScriptedProxy.delta().view(FakeView.EMPTY.with("cds", name, "1"));
      assertThat(proxy.subscribe("cds", name).take()).contains("CDS " + name + "=1");
    }
  }

  @Nested
  class Reconnecting {

    @Test
    void rule12_sendsTheDifferenceAndRemovesWhatVanished() {
      var proxy = delta().reconnect("lds", List.of(), Map.of("l", "0", "gone", "1"));
      assertThat(proxy.take()).containsExactly("LDS l=1 -gone");
    }

    @Test
    void rule12_equalVersionsSendNothing() {
      var proxy = delta().reconnect("cds", List.of(), Map.of("a", "1", "b", "1"));
      assertThat(proxy.take()).containsExactly("settled 6");
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
      proxy.reconnect("lds", List.of(), Map.of("l", "1"));
      assertThat(proxy.take()).isEmpty();
      proxy.reconnect("rds", List.of("r"), Map.of("r", "0"));
      assertThat(proxy.take()).containsExactly("RDS r=1");
      assertThat(proxy.ack("rds").take()).containsExactly("CDS -old");
    }

    @Test
    void clustersGoWhenTheRoutesTurnOutToBeInStep() {
      var proxy = delta().reconnect("cds", List.of(), Map.of("a", "1", "b", "1", "old", "1"));
      proxy.reconnect("lds", List.of(), Map.of("l", "1")).subscribe("rds");
      assertThat(proxy.take()).containsExactly("CDS -old");
    }
  }

  @Nested
  class StateOfTheWorld {

    @Test
    void rule13_clustersAndListenersAreAlwaysComplete() {
      var proxy = sotw().sotw("cds", "", "").ack("cds");
      proxy.take();
      proxy.view(VIEW.with("cds", "c", "1"));
      assertThat(proxy.take()).containsExactly("CDS a=1 b=1 c=1");
    }

    @Test
    void rule13_emptyMeansDeleteAll() {
      var proxy = sotw().sotw("cds", "", "").ack("cds");
      proxy.take();
      proxy.view(VIEW.without("cds", "a").without("cds", "b"));
      assertThat(proxy.take()).containsExactly("CDS (empty)");
    }

    @Test
    void rule13_otherTypesCarryOnlyWhatChanged() {
      var proxy = sotw().sotw("eds", "", "", "a", "b").ack("eds", "a", "b");
      proxy.take();
      proxy.view(VIEW.with("eds", "b", "2"));
      assertThat(proxy.take()).containsExactly("EDS b=2");
    }

    @Test
    void rule16_unknownAssignmentsAreEmptyOnes() {
      assertThat(sotw().sotw("eds", "", "", "unknown").take()).containsExactly("EDS unknown=hash");
    }

    @Test
    void rule16_assignmentsThatVanishAreNotEmptied() {
      var proxy = sotw().sotw("eds", "", "", "a").ack("eds", "a");
      proxy.take();
      assertThat(proxy.view(VIEW.without("eds", "a")).take()).containsExactly("settled 7");
    }

    @Test
    void clustersThatRoutesStillNameStayInTheSet() {
      var proxy = sotw().sotw("cds", "", "").ack("cds").sotw("lds", "", "").ack("lds");
      proxy.sotw("rds", "", "", "r").ack("rds", "r").take();
      proxy.view(VIEW.without("cds", "b").with("cds", "c", "1").with("rds", "r", "2"));
      assertThat(proxy.take()).containsExactly("CDS a=1 c=1 b=1");
      assertThat(proxy.ack("cds").take()).containsExactly("RDS r=2");
      assertThat(proxy.ack("rds", "r").take()).containsExactly("CDS a=1 c=1");
    }
  }

  @Nested
  class Order {

    @Test
    void rule15_routesFollowTheirClusters() {
      var proxy = running();
      proxy.view(VIEW.with("cds", "c", "1").with("lds", "l", "2").with("rds", "r", "2"));
      assertThat(proxy.take()).containsExactly("CDS c=1");
      assertThat(proxy.ack("cds").take()).containsExactly("LDS l=2", "RDS r=2");
    }

    @Test
    void rule15_clustersGoAfterTheirRoutes() {
      var proxy = running().view(VIEW.without("cds", "b").with("rds", "r", "2"));
      assertThat(proxy.take()).containsExactly("RDS r=2");
      assertThat(proxy.ack("rds").take()).containsExactly("CDS -b");
    }

    @Test
    void rule15_aRefusedRouteKeepsItsClusters() {
      var proxy = running().view(VIEW.without("cds", "b").with("rds", "r", "2"));
      proxy.nack("rds", "no").take();
      var next = VIEW.without("cds", "b").with("rds", "r", "3");
      proxy.view(next.again());
      assertThat(proxy.take()).containsExactly("RDS r=3");
      assertThat(proxy.ack("rds").take()).containsExactly("CDS -b");
    }

    @Test
    void rule15_endpointsOfAClusterThatGoesStayUntilItIsGone() {
      var proxy =
          running().view(VIEW.without("cds", "b").without("eds", "b").with("rds", "r", "2"));
      assertThat(proxy.take()).containsExactly("RDS r=2");
      assertThat(proxy.ack("rds").take()).containsExactly("CDS -b");
      assertThat(proxy.unsubscribe("eds", "b").ack("cds").take()).containsExactly("settled 9");
    }

    @Test
    void rule15_aClusterThatComesBackMeanwhileStays() {
      var proxy = running().view(VIEW.without("cds", "b").with("rds", "r", "2"));
      proxy.take();
      proxy.view(VIEW.with("rds", "r", "2").again());
      assertThat(proxy.ack("rds").take()).containsExactly("settled 8");
    }

    @Test
    void rule15_theWaitForClustersEnds() {
      var proxy = running().view(VIEW.with("cds", "c", "1").with("rds", "r", "2"));
      proxy.take();
      assertThat(proxy.holdExpires().take()).containsExactly("RDS r=2", "hold released");
    }

    @Test
    void rule16_endpointsFollowEveryUpdateOfTheirCluster() {
      var proxy = running().view(VIEW.with("cds", "a", "2"));
      assertThat(proxy.take()).containsExactly("CDS a=2", "EDS a=1");
    }

    @Test
    void rule16_alsoWhenAnEarlierAnswerIsStillInFlight() {
      var proxy = running().view(VIEW.with("eds", "a", "2"));
      proxy.view(VIEW.with("eds", "a", "2").with("cds", "a", "2"));
      assertThat(proxy.take()).containsExactly("EDS a=2", "CDS a=2");
      assertThat(proxy.ack("eds").take()).containsExactly("EDS a=2");
    }

    @Test
    void rule16_alsoWhenTheClientAsksForEndpointsAfterItsClustersWereSent() {
      var proxy = new ScriptedProxy(Variant.DELTA, true, StreamLimits.DEFAULT, "n").view(VIEW);
      proxy.reconnect("cds", List.of(), Map.of("a", "0", "b", "1"));
      proxy.reconnect("eds", List.of("a", "b"), Map.of("a", "1", "b", "1"));
      assertThat(proxy.take()).containsExactly("CDS a=1", "EDS a=1");
    }

    @Test
    void rule16_endpointsDoNotWaitForTheAnswerAboutClusters() {
      var proxy = running().view(VIEW.with("cds", "c", "1").with("eds", "c", "1"));
      proxy.take();
      assertThat(proxy.subscribe("eds", "c").take()).containsExactly("EDS c=1");
    }

    @Test
    void rule17_anEmptyWildcardIsAnsweredToo() {
      var proxy = ScriptedProxy.delta().view(FakeView.EMPTY.again());
      assertThat(proxy.subscribe("cds").take()).containsExactly("CDS (empty)");
    }

    @Test
    void rule17_nothingIsSaidBeforeThereIsAView() {
      var proxy = ScriptedProxy.delta().subscribe("cds").subscribe("eds", "a");
      assertThat(proxy.take()).isEmpty();
      assertThat(proxy.view(VIEW).take()).containsExactly("CDS a=1 b=1", "EDS a=1");
    }
  }

  @Nested
  class FlowAndLimits {

    @Test
    void rule21_oneResponseOfATypeIsInFlight() {
      var proxy = running().view(VIEW.with("eds", "a", "2"));
      proxy.view(VIEW.with("eds", "a", "2").with("eds", "b", "2"));
      assertThat(proxy.take()).containsExactly("EDS a=2");
      assertThat(proxy.ack("eds").take()).containsExactly("EDS b=2");
    }

    @Test
    void rule21_aSlowClientGetsTheNewestOnly() {
      var proxy = running().slow(true);
      for (int version = 2; version < 100; version++) {
        proxy.view(new FakeView(version + 5L, VIEW.with("eds", "a", "" + version).types()));
      }
      assertThat(proxy.slow(false).take()).containsExactly("EDS a=99");
    }

    @Test
    void viewsNeverGoBack() {
      var proxy = running().view(VIEW.with("eds", "a", "2"));
      proxy.ack("eds").take();
      assertThat(proxy.view(VIEW).take()).isEmpty();
    }

    @Test
    void largeResponsesAreCutAndRoutesWaitForTheLastPart() {
      var limits = new StreamLimits(32, 100, 150, 10, 100, Duration.ofSeconds(15));
      var proxy = new ScriptedProxy(Variant.DELTA, false, limits, "n").view(VIEW);
      proxy.subscribe("cds").subscribe("lds");
      assertThat(proxy.take()).containsExactly("CDS a=1 b=1");
      proxy.view(VIEW.with("cds", "a", "2").with("cds", "b", "2").with("cds", "c", "2"));
      proxy.take();
      assertThat(proxy.ack("cds").take()).containsExactly("CDS a=2 b=2");
      assertThat(proxy.ack("cds").take()).containsExactly("CDS c=2");
      assertThat(proxy.ack("cds").take()).containsExactly("LDS l=1");
    }

    @Test
    void tooManySubscriptionsEndTheStream() {
      var limits = new StreamLimits(32, 2, 1 << 20, 10, 100, Duration.ofSeconds(15));
      var proxy = new ScriptedProxy(Variant.DELTA, false, limits, "n").view(VIEW);
      assertThat(proxy.subscribe("eds", "a", "b", "c").take())
          .contains("over the limit of subscriptions");
    }

    @Test
    void tooManyTypesEndTheStream() {
      var limits = new StreamLimits(1, 10, 1 << 20, 10, 100, Duration.ofSeconds(15));
      var proxy = new ScriptedProxy(Variant.DELTA, false, limits, "n").view(VIEW);
      assertThat(proxy.subscribe("cds").subscribe("lds").take())
          .contains("over the limit of types");
    }

    @Test
    void moreDeferredRemovalsThanTheLimitAreNotDeferred() {
      var limits = new StreamLimits(32, 100, 1 << 20, 0, 100, Duration.ofSeconds(15));
      var proxy = new ScriptedProxy(Variant.DELTA, false, limits, "n").view(VIEW);
      proxy.subscribe("cds").ack("cds").subscribe("rds", "r").ack("rds").take();
      proxy.view(VIEW.without("cds", "b").with("rds", "r", "2"));
      assertThat(proxy.take()).containsExactly("CDS -b");
    }

    @Test
    void unknownTypesAreServedLikeAnyOther() {
      var proxy = delta();
      assertThat(proxy.subscribe("example.Unknown", "x").take())
          .containsExactly("EXAMPLE.UNKNOWN -x");
    }
  }
}

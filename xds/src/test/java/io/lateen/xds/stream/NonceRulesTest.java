// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.stream;

import static io.lateen.xds.stream.SmallMesh.VIEW;
import static io.lateen.xds.stream.SmallMesh.delta;
import static io.lateen.xds.stream.SmallMesh.running;
import static io.lateen.xds.stream.SmallMesh.sotw;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rules about nonces and refusals: 3 to 6. */
class NonceRulesTest {

  @Test
  void rule03_deltaNeverDropsASubscriptionBecauseOfAStaleNonce() {
    var proxy = delta().subscribe("eds", "a").ack("eds");
    proxy.take();
    proxy.delta("eds", List.of("b"), List.of(), Map.of(), "n-of-another-stream", Optional.empty());
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
  void rule03_aNonceCountsForItsOwnTypeOnly() {
    var proxy = running().view(VIEW.with("eds", "a", "2"));
    proxy.take();
    proxy.delta("cds", List.of(), List.of(), Map.of(), proxy.nonce("eds"), Optional.empty());
    assertThat(proxy.take()).containsExactly("stale nonce CDS");
    assertThat(proxy.ack("eds").take()).containsExactly("settled 7");
  }

  @Test
  void rule04_theVersionInAnAnswerSaysNothing() {
    var proxy = sotw().sotw("eds", "", "", "a");
    proxy.sotw("eds", "one-of-long-ago", proxy.nonce("eds"), "a");
    assertThat(proxy.take()).containsExactly("EDS a=1", "settled 6");
    proxy.view(VIEW.with("eds", "a", "2")).take();
    proxy.nack("eds", "no", "a");
    assertThat(proxy.take())
        .containsExactly("refused EDS no guilty=[a] suspects=[]", "settled 7 with refusals");
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
    proxy.view(there.with("rds", "r", "3")).view(there.with("rds", "r", "3").with("rds", "r", "2"));
    assertThat(proxy.slow(false).take()).containsExactly("settled 9 with refusals");
  }

  @Test
  void rule05_whoComesBackIsNotSentItAgain() {
    for (var relay : List.of(true, false)) {
      var refused = VIEW.with("rds", "r", "2");
      var before = running().view(refused).nack("rds", "no");
      var proxy = before.again(relay).view(refused);
      assertThat(proxy.reconnect("rds", List.of("r"), Map.of("r", "1")).take())
          .containsExactly("recalled RDS [r]", "settled 7 with refusals");
      assertThat(proxy.view(refused.with("rds", "r", "3")).take()).containsExactly("RDS r=3");
    }
  }

  @Test
  void rule05_whoBeginsAnewMayTakeItNow() {
    var refused = VIEW.with("rds", "r", "2");
    var proxy = running().view(refused).nack("rds", "no").again(true).view(refused);
    assertThat(proxy.subscribe("rds", "r").take()).containsExactly("RDS r=2");
  }

  @Test
  void rule05_whatIsNewerThanTheRefusalIsSent() {
    var proxy = running().view(VIEW.with("rds", "r", "2")).nack("rds", "no").again(true);
    proxy.reconnect("rds", List.of("r"), Map.of("r", "1"));
    assertThat(proxy.view(VIEW.with("rds", "r", "3")).take()).containsExactly("RDS r=3");
    assertThat(proxy.ack("rds").take()).containsExactly("settled 7");
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

// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.keyset;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.api.ConfigDelta;
import io.lateen.api.document.DocumentDecoder;
import io.lateen.api.security.KeySet;
import io.lateen.controlplane.pipeline.Epoch;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.testkit.time.VirtualScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeySetKeeperTest implements KeySetFetcher, FetchMetrics {

  private static final KeySet.Source A = new KeySet.Source("https://a.example.com/keys", false);

  private final VirtualScheduler scheduler = new VirtualScheduler();
  private final Map<KeySet.Source, String> answers = new HashMap<>();
  private final List<KeySet.Source> asked = new ArrayList<>();
  private MeshSnapshot mesh = MeshSnapshot.EMPTY;
  private final KeySetKeeper keeper =
      new KeySetKeeper(
          new KeySetKeeper.Seams(this, Runnable::run, scheduler, scheduler.clock(), () -> 0.0),
          this::take,
          this);

  @Override
  public String fetch(KeySet.Source source, Duration limit) throws KeySetException {
    asked.add(source);
    var answer = answers.getOrDefault(source, "");
    if (answer.isEmpty()) {
      throw new KeySetException("the server cannot be reached");
    }
    return answer;
  }

  @Override
  public void fetched(boolean good) {}

  @Override
  public void places(int count) {}

  private void take(ConfigDelta delta) {
    mesh = mesh.apply(delta);
  }

  private void apply(String... uris) {
    var rules = new StringBuilder();
    for (var uri : uris) {
      rules.append("  - {issuer: me, jwksUri: \"").append(uri).append("\"}\n");
    }
    var text =
        """
        apiVersion: security.istio.io/v1
        kind: RequestAuthentication
        metadata: {name: tokens, namespace: default}
        spec:
          jwtRules:
        """
            + (uris.length == 0 ? "  - {issuer: me, jwks: '{\"keys\":[]}'}\n" : rules);
    mesh = mesh.apply(ConfigDelta.upsert(new DocumentDecoder().decode("t", text).valid()));
    keeper.epoch(new Epoch(1, mesh, 0, Instant.EPOCH, 0, true));
  }

  private KeySet of(KeySet.Source source) {
    return mesh.inventory().keySets().get(source.key()).orElseThrow().spec();
  }

  @Test
  void getsWhatPoliciesWantAndForgetsTheRest() {
    answers.put(A, "one");
    apply(A.uri());
    assertThat(of(A)).isEqualTo(new KeySet("one", ""));

    apply();
    assertThat(mesh.inventory().keySets().get(A.key())).isEmpty();
    scheduler.advance(Duration.ofHours(2));
    assertThat(asked).hasSize(1);
  }

  @Test
  void noticesNewKeysAtTheNextLook() {
    answers.put(A, "one");
    apply(A.uri());
    answers.put(A, "two");

    scheduler.advance(KeySetKeeper.REFRESH.minusSeconds(1));
    assertThat(of(A).jwks()).isEqualTo("one");
    scheduler.advance(Duration.ofSeconds(1));
    assertThat(of(A).jwks()).isEqualTo("two");
  }

  @Test
  void keepsTheLastGoodKeysForADayAndThenNone() {
    answers.put(A, "one");
    apply(A.uri());
    answers.remove(A);

    scheduler.advance(Duration.ofHours(23));
    assertThat(of(A)).isEqualTo(new KeySet("one", "the server cannot be reached"));
    scheduler.advance(Duration.ofHours(1).plusMinutes(1));
    assertThat(of(A)).isEqualTo(new KeySet("", "the server cannot be reached"));

    answers.put(A, "two");
    scheduler.advance(Duration.ofMinutes(1));
    assertThat(of(A)).isEqualTo(new KeySet("two", ""));
  }

  @Test
  void hasNoKeysWhereNoneWereEverGotAndAsksMoreAndMoreSeldom() {
    apply(A.uri());
    assertThat(of(A)).isEqualTo(new KeySet("", "the server cannot be reached"));

    scheduler.advance(Duration.ofSeconds(63));
    assertThat(asked).hasSize(7);
    scheduler.advance(Duration.ofMinutes(10));
    assertThat(asked).hasSize(17);
    assertThat(scheduler.pending()).isEqualTo(1);
  }

  @Test
  void aPolicyThatDoesNotChangeAsksNothing() {
    answers.put(A, "one");
    apply(A.uri());
    keeper.epoch(new Epoch(2, mesh, 0, Instant.EPOCH, 0, true));

    assertThat(asked).hasSize(1);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lateen.controlplane.node.SigningLanes.Lane;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SigningLanesTest {

  private final ArrayDeque<Runnable> workers = new ArrayDeque<>();
  private final List<String> done = new ArrayList<>();
  private final SigningLanes lanes = new SigningLanes(workers::add, () -> 1);

  private void ask(Lane lane, String caller, String what) {
    assertThat(lanes.submit(lane, caller, () -> done.add(what))).isTrue();
  }

  @Test
  void aRenewalIsNotBehindAFloodOfFirstOnes() {
    for (int i = 0; i < 100; i++) {
      ask(Lane.FIRST, "joining", "first");
    }
    ask(Lane.RENEWAL, "host1", "renewal");
    workers.remove().run();
    assertThat(done).hasSize(101).first().isEqualTo("renewal");
    assertThat(workers).isEmpty();
  }

  @Test
  void callersOfALaneTakeTurns() {
    for (int i = 0; i < 100; i++) {
      ask(Lane.RENEWAL, "greedy", "greedy");
    }
    ask(Lane.RENEWAL, "host1", "host1");
    workers.remove().run();
    assertThat(done.indexOf("host1")).isEqualTo(1);
  }

  @Test
  void firstOnesAreNotStarvedByRenewals() {
    for (int i = 0; i < 100; i++) {
      ask(Lane.RENEWAL, "host" + i, "renewal");
    }
    ask(Lane.FIRST, "joining", "first");
    workers.remove().run();
    assertThat(done.indexOf("first")).isLessThan(8);
  }

  @Test
  void whatWaitsIsBounded() {
    for (int i = 0; i < SigningLanes.MAX_WAITING; i++) {
      ask(Lane.FIRST, "host" + i % 100, "x");
    }
    assertThat(lanes.submit(Lane.RENEWAL, "host", () -> done.add("late"))).isFalse();
    assertThat(lanes.waiting()).isEqualTo(SigningLanes.MAX_WAITING);
    workers.remove().run();
    assertThat(lanes.waiting()).isZero();
    assertThat(done).hasSize(SigningLanes.MAX_WAITING).doesNotContain("late");
  }

  @Test
  void workThatFailsDoesNotEndTheLane() {
    lanes.submit(
        Lane.FIRST,
        "host",
        () -> {
          throw new IllegalStateException("broken");
        });
    assertThatThrownBy(() -> workers.remove().run()).hasMessage("broken");
    ask(Lane.FIRST, "host", "next");
    workers.remove().run();
    assertThat(done).containsExactly("next");
  }

  @Test
  void asManyWorkAtATimeAsAreAllowed() {
    var two = new SigningLanes(workers::add, () -> 2);
    for (int i = 0; i < 5; i++) {
      two.submit(Lane.FIRST, "host", () -> done.add("x"));
    }
    assertThat(workers).hasSize(2);
    workers.remove().run();
    workers.remove().run();
    assertThat(done).hasSize(5);
  }
}

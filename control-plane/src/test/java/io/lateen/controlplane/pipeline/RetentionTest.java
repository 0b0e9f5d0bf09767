// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.mesh.workload.WorkloadKey;
import io.lateen.testkit.time.VirtualExecutor;
import io.lateen.testkit.time.VirtualScheduler;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetentionTest {

  private static final WorkloadKey AHEAD = new WorkloadKey("default", "ahead");
  private static final WorkloadKey HERE = new WorkloadKey("default", "here");
  private static final WorkloadKey OTHER = new WorkloadKey("default", "other");

  private final VirtualScheduler scheduler = new VirtualScheduler();
  private final VirtualExecutor writer = new VirtualExecutor();
  private final Set<WorkloadKey> there = new HashSet<>();
  private final Set<WorkloadKey> kept = new HashSet<>(Set.of(AHEAD, HERE));
  private boolean fails;
  private int settled;

  @BeforeEach
  void begin() {
    new Retention(
            () -> Set.copyOf(there),
            List.of(
                wanted -> {
                  if (fails) {
                    throw new IllegalStateException("a defect");
                  }
                  return kept.removeIf(wanted.negate());
                }),
            Retention.PERIOD,
            writer,
            scheduler,
            () -> settled++)
        .begin();
  }

  private void period() {
    scheduler.advance(Retention.PERIOD);
    writer.runAll();
  }

  @Test
  void whatWasMadeAheadWaitsForItsProxiesAPeriodAndALook() {
    there.add(HERE);
    period();
    assertThat(kept).containsExactlyInAnyOrder(AHEAD, HERE);
    assertThat(settled).isZero();
    period();
    assertThat(kept).containsExactly(HERE);
    period();
    assertThat(settled).isEqualTo(1);
  }

  @Test
  void whoLeavesIsRememberedUntilTheSecondLook() {
    there.add(HERE);
    period();
    changeOver(HERE, OTHER);
    period();
    assertThat(kept).containsExactly(HERE);
    period();
    assertThat(kept).isEmpty();
  }

  @Test
  void whoComesBackInTimeIsKept() {
    there.add(HERE);
    period();
    changeOver(HERE, OTHER);
    period();
    changeOver(OTHER, HERE);
    period();
    period();
    assertThat(kept).containsExactly(HERE);
  }

  @Test
  void whileNobodyIsThereAllStays() {
    period();
    period();
    period();
    assertThat(kept).containsExactlyInAnyOrder(AHEAD, HERE);
    there.add(HERE);
    period();
    assertThat(kept).containsExactlyInAnyOrder(AHEAD, HERE);
    there.clear();
    period();
    period();
    assertThat(kept).contains(HERE);
  }

  @Test
  void aFailureIsTriedAgainWithTheNextLook() {
    there.add(HERE);
    fails = true;
    period();
    period();
    assertThat(kept).contains(AHEAD);
    fails = false;
    period();
    assertThat(kept).containsExactly(HERE);
  }

  private void changeOver(WorkloadKey leaves, WorkloadKey comes) {
    there.remove(leaves);
    there.add(comes);
  }

  @Test
  void endsWithTheWriter() {
    var ending = new VirtualScheduler();
    new Retention(
            Set::of,
            List.of(),
            Retention.PERIOD,
            _ -> {
              throw new RejectedExecutionException("the control plane ends");
            },
            ending,
            () -> {})
        .begin();
    ending.advance(Retention.PERIOD);
    assertThat(ending.pending()).isZero();
  }
}

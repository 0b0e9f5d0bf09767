// SPDX-License-Identifier: Apache-2.0
package io.lateen.testkit.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class VirtualSchedulerTest {

  private final VirtualScheduler scheduler = new VirtualScheduler();
  private final ArrayList<String> log = new ArrayList<>();

  @Test
  void runsInOrderOfDueTimeThenOfScheduling() {
    scheduler.schedule(Duration.ofSeconds(2), () -> log.add("c"));
    scheduler.schedule(Duration.ofSeconds(1), () -> log.add("a"));
    scheduler.schedule(Duration.ofSeconds(1), () -> log.add("b"));
    scheduler.advance(Duration.ofMillis(999));
    assertThat(log).isEmpty();
    scheduler.advance(Duration.ofSeconds(2));
    assertThat(log).containsExactly("a", "b", "c");
    assertThat(scheduler.pending()).isZero();
  }

  @Test
  void workSeesItsDueTimeAndMayScheduleMore() {
    scheduler.schedule(Duration.ofSeconds(1), this::tick);
    scheduler.advance(Duration.ofSeconds(3));
    assertThat(log).containsExactly("1", "2", "3");
    assertThat(scheduler.clock().instant()).isEqualTo(VirtualClock.START.plusSeconds(3));
  }

  private void tick() {
    log.add(Long.toString(scheduler.clock().nanos() / 1_000_000_000));
    scheduler.schedule(Duration.ofSeconds(1), this::tick);
  }

  @Test
  void cancelledWorkDoesNotRun() {
    scheduler.schedule(Duration.ofSeconds(1), () -> log.add("no")).cancel();
    scheduler.advance(Duration.ofSeconds(1));
    assertThat(log).isEmpty();
  }

  @Test
  void executorRunsWhatItsTasksAdd() {
    var executor = new VirtualExecutor();
    executor.execute(() -> executor.execute(() -> log.add("inner")));
    assertThat(executor.runAll()).isEqualTo(2);
    assertThat(log).containsExactly("inner");
  }
}

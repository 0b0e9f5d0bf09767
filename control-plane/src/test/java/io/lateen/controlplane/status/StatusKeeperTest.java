// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.testkit.time.VirtualScheduler;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StatusKeeperTest {

  private final AtomicInteger runs = new AtomicInteger();
  private final VirtualScheduler scheduler = new VirtualScheduler();
  private final StatusKeeper keeper =
      new StatusKeeper(runs::incrementAndGet, Runnable::run, scheduler);

  @Test
  void theFirstChangeIsSeenAtOnceAndManyAreSeenTogether() {
    keeper.changed();
    assertThat(runs).hasValue(1);
    for (int index = 0; index < 100; index++) {
      keeper.changed();
    }
    assertThat(runs).hasValue(1);
    scheduler.advance(StatusKeeper.REST);
    assertThat(runs).hasValue(2);
    scheduler.advance(StatusKeeper.REST);
    scheduler.advance(StatusKeeper.REST);
    assertThat(runs).as("nothing changed").hasValue(2);
    keeper.changed();
    assertThat(runs).hasValue(3);
  }

  @Test
  void aFailureDoesNotEndIt() {
    var failing =
        new StatusKeeper(
            () -> {
              runs.incrementAndGet();
              throw new IllegalStateException("on purpose");
            },
            Runnable::run,
            scheduler);
    failing.changed();
    failing.changed();
    scheduler.advance(StatusKeeper.REST);
    assertThat(runs).hasValue(2);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EpochPacerTest {

  private static long ms(long millis) {
    return Duration.ofMillis(millis).toNanos();
  }

  @Test
  void doesNotDelayWhenIdle() {
    var pacer = new EpochPacer();
    assertThat(pacer.delay(0)).isZero();
    pacer.ended(ms(100), ms(1000));
    assertThat(pacer.delay(ms(1100))).isZero();
  }

  @Test
  void pausesForAQuarterOfWhatTheLastEpochCost() {
    var pacer = new EpochPacer();
    pacer.ended(ms(100), ms(1000));
    assertThat(pacer.delay(ms(1010))).isEqualTo(Duration.ofMillis(15));
  }

  @Test
  void cheapEpochsFollowEachOtherAtOnce() {
    var pacer = new EpochPacer();
    pacer.ended(ms(3), ms(1000));
    assertThat(pacer.delay(ms(1000))).isZero();
  }

  @Test
  void noChangeWaitsLongerThanTheLimit() {
    var pacer = new EpochPacer();
    pacer.ended(ms(60_000), ms(1000));
    assertThat(pacer.delay(ms(1000))).isEqualTo(EpochPacer.MAX_PAUSE);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class IssuedTimesTest {

  private final IssuedTimes times = new IssuedTimes();

  @Test
  void momentsAreReadBackToTheMillisecond() {
    var start = Instant.parse("2026-11-22T12:00:00Z");
    for (int i = 0; i < 5_000; i++) {
      var instant = start.plusNanos(i * 7_919_117L);
      assertThat(Instant.parse(times.moment(instant)))
          .isEqualTo(instant.truncatedTo(ChronoUnit.MILLIS));
      assertThat(Instant.parse(times.second(instant)))
          .isEqualTo(instant.truncatedTo(ChronoUnit.SECONDS));
    }
    assertThat(times.moment(start)).isEqualTo("2026-11-22T12:00:00.000Z");
    assertThat(times.second(start)).isEqualTo("2026-11-22T12:00:00Z");
  }
}

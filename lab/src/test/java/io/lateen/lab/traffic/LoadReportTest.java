// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoadReportTest {

  private final Tally tally = new Tally(0);

  @Test
  void countsAnswersLossesAndLabels() {
    tally.answered(200, "v1", 1_000_000, 10);
    tally.answered(200, "v2", 1_000_000, 20);
    tally.answered(404, "v1", 1_000_000, 30);
    tally.answered(503, "v1", 1_000_000, 40);
    tally.lost("connection reset", 50);

    var report = tally.report(Duration.ofSeconds(1).toNanos());

    assertThat(report.calls()).isEqualTo(5);
    assertThat(report.failed()).isEqualTo(2);
    assertThat(report.labelled("v1")).isEqualTo(2);
    assertThat(report.labelled("v3")).isZero();
    assertThat(report.failures()).isEqualTo("1×503, 1×connection reset");
    assertThat(report.lastFailureNanos()).isEqualTo(50);
    assertThat(report.time()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void differentLabelsAreBounded() {
    for (int i = 0; i < 1000; i++) {
      tally.answered(200, "label-" + i, 1000, i);
    }

    var report = tally.report(0);

    assertThat(report.labels()).hasSizeLessThanOrEqualTo(Tally.MAX_KEYS + 1);
    assertThat(report.labels().values().stream().mapToLong(Long::longValue).sum()).isEqualTo(1000);
  }
}

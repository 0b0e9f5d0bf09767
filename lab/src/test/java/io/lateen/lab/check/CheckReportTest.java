// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckReportTest {

  private static final CheckReport.Row KEPT =
      new CheckReport.Row("split", "900", true, "v1 903", Duration.ofMillis(1234));
  private static final CheckReport.Row BROKEN =
      new CheckReport.Row("a longer name", "no failure", false, "3 failed", Duration.ofSeconds(2));

  @Test
  void theTableTellsWhatWasExpectedOnlyWhereItFailed() {
    assertThat(new CheckReport(List.of(KEPT, BROKEN)).table())
        .isEqualTo(
            """
            ok    split             1.2 s  v1 903
            FAIL  a longer name     2.0 s  3 failed
                                           expected: no failure
            1 passed, 1 failed\
            """);
  }

  @Test
  void oneFailureFailsAll() {
    assertThat(new CheckReport(List.of(KEPT)).passed()).isTrue();
    assertThat(new CheckReport(List.of(KEPT, BROKEN)).passed()).isFalse();
    assertThat(new CheckReport(List.of()).passed()).isFalse();
  }

  @Test
  void everyProofHasANameOfItsOwnAndAnExpectation() {
    var names = new HashSet<String>();
    for (var proof : Checklist.all()) {
      assertThat(names.add(proof.name())).as(proof.name()).isTrue();
      assertThat(proof.expectation()).isNotBlank();
    }
  }

  @Test
  void refusalsOfCallsToTheOutsideAreTold() {
    assertThat(new Egress("200", 1).succeeded()).isTrue();
    assertThat(new Egress("200", 0).succeeded()).isFalse();
    assertThat(new Egress("502", 0).refused()).isTrue();
    assertThat(new Egress("Connection reset", 0).refused()).isTrue();
    assertThat(new Egress("502", 1).refused()).isFalse();
    assertThat(new Egress("404", 0).refused()).isFalse();
  }
}

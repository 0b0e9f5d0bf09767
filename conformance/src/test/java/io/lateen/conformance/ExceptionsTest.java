// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExceptionsTest {

  @Test
  void aCaseOrAPattern() {
    var exceptions = Exceptions.parse("# talk\na one case -- because\nb x/*/z|| -- all of them\n");
    assertThat(exceptions.reason("a", "one case")).hasValue("because");
    assertThat(exceptions.reason("b", "x/y/z||")).hasValue("all of them");
    assertThat(exceptions.reason("b", "x/y/z")).isEmpty();
    assertThat(exceptions.reason("a", "x/y/z||")).isEmpty();
  }

  @Test
  void aLineWithoutReasonIsRefused() {
    assertThatThrownBy(() -> Exceptions.parse("a case")).hasMessageContaining("a case");
  }

  @Test
  void theProjectsOwnListIsReadable() throws Exception {
    assertThat(Exceptions.load().reason("oracle", "routes/none")).isEmpty();
  }

  @Test
  void anExceptionIsNotAPass() {
    var report =
        new Runner(Path.of("."), Exceptions.parse("s bad -- known"))
            .run(
                "s",
                List.of(
                    new Case("good", () -> Verdict.PASSED),
                    new Case("bad", () -> Verdict.failed("it is\n bad")),
                    new Case(
                        "thrown",
                        () -> {
                          throw new IllegalStateException("boom");
                        })));
    assertThat(report.line()).isEqualTo("s 1/3 1 excepted");
    assertThat(report.failed())
        .singleElement()
        .satisfies(failed -> assertThat(failed.verdict().why()).contains("boom"));
    assertThat(report.excepted())
        .singleElement()
        .satisfies(one -> assertThat(one.verdict().why()).isEqualTo("it is bad"));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lateen.conformance.access.LongRun.Wish;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LongRunTest {

  @TempDir Path folder;

  @Test
  void tenMillionPairsOrEightHoursUnlessToldOtherwise() {
    assertThat(Wish.of(List.of("--envoy", "a", "--envoy", "b"), 7))
        .isEqualTo(
            new Wish(List.of(Path.of("a"), Path.of("b")), 10_000_000, Duration.ofHours(8), 7));
    var words = List.of("--pairs", "5", "--envoy", "a", "--minutes", "2", "--seed", "3");
    assertThat(Wish.of(words, 7))
        .isEqualTo(new Wish(List.of(Path.of("a")), 5, Duration.ofMinutes(2), 3));
  }

  @Test
  void whatIsNotUnderstoodIsRefused() {
    for (var words :
        List.of(
            List.of("--pairs", "5"),
            List.of("--envoy", "a", "--pairs"),
            List.of("--envoy", "a", "--pairs", "many"),
            List.of("--envoy", "a", "--rounds", "5"))) {
      assertThatThrownBy(() -> Wish.of(words, 7))
          .as(words.toString())
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void withoutTimeNothingIsAskedAndTheFiguresSaySo() throws Exception {
    var out = new ByteArrayOutputStream();
    var wish = new Wish(List.of(Path.of("1.2.3/envoy")), 5, Duration.ZERO, 3);
    try (var printed = new PrintStream(out, true, StandardCharsets.UTF_8)) {
      var run = new LongRun(wish, () -> 0, printed, printed, folder);
      assertThat(run.run()).isZero();
    }
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains(
            "{\"suite\":\"authz\",\"case\":\"1.2.3\",\"metric\":\"pairs\",\"value\":0,\"unit\":\"pairs\"}")
        .contains("first_seed\",\"value\":3");
  }
}

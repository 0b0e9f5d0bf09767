// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0s, 0",
    "5s, 5000",
    "1.5s, 1500",
    "100ms, 100",
    "1h30m, 5400000",
    "2m0.5s, 120500",
    "-3s, -3000",
    ".5s, 500",
    "1.s, 1000",
  })
  void goDurationsAreRead(String text, long millis) {
    assertThat(DurationText.tryParse(text)).contains(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "5", "s", "5 s", "5S", "1d", "five", "5s ", "99999999999999999999h", "1e3s"})
  void othersAreNot(String text) {
    assertThat(DurationText.tryParse(text)).isEmpty();
  }
}

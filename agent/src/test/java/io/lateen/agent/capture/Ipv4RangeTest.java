// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ipv4RangeTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.0.0.0/8",
    "10.1.2.3/8, 10.0.0.0/8",
    "192.168.1.7, 192.168.1.7/32",
    "255.255.255.255/0, 0.0.0.0/0"
  })
  void rangesAreReadAndCleared(String text, String range) {
    assertThat(Ipv4Range.tryParse(text)).hasToString("Optional[" + range + "]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10.0.0.0/33",
        "10.0.0/8",
        "256.0.0.1",
        "10.0.0.0/",
        "a.b.c.d",
        "::1/128",
        "10.0.0.0/-1",
        "1.2.3.4.5",
        "0x0a.0.0.0"
      })
  void everythingElseIsRefused(String text) {
    assertThat(Ipv4Range.tryParse(text)).isEmpty();
  }

  @Test
  void aRangeContainsItsParts() {
    var wide = Ipv4Range.tryParse("10.0.0.0/8").orElseThrow();
    var part = Ipv4Range.tryParse("10.200.0.0/16").orElseThrow();
    assertThat(wide.contains(part)).isTrue();
    assertThat(part.contains(wide)).isFalse();
    assertThat(wide.contains(Ipv4Range.tryParse("11.0.0.0/8").orElseThrow())).isFalse();
  }
}

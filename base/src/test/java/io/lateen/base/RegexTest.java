// SPDX-License-Identifier: Apache-2.0
package io.lateen.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RegexTest {

  @Test
  void re2PatternsAreValid() {
    assertThat(Regex.fault("^(.*?;)?(user=jason)(;.*)?$")).isEmpty();
  }

  @Test
  void whatRe2CannotDoIsRefused() {
    assertThat(Regex.fault("^/rev(iews")).contains("missing closing )");
    assertThat(Regex.fault("(?=lookahead)")).isPresent();
    assertThat(Regex.fault("(a)\\1")).isPresent();
    assertThat(Regex.fault("*")).isPresent();
  }

  @Test
  void lengthIsBounded() {
    assertThat(Regex.fault("a".repeat(Regex.MAX_PATTERN_LENGTH))).isEmpty();
    assertThat(Regex.fault("a".repeat(Regex.MAX_PATTERN_LENGTH + 1)))
        .contains("longer than 1024 characters (1025)");
  }
}

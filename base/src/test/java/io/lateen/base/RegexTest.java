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

  @Test
  void countsAreBoundedTogether() {
    assertThat(Regex.fault("a{1000}")).isEmpty();
    assertThat(Regex.fault("(a{10}b){100}")).isEmpty();
    assertThat(Regex.fault("[{]{3}\\p{L}{2}\\Qa{9}{9}{9}{9}\\E{2}x{,5}")).isEmpty();
    assertThat(Regex.fault("(a{100}){100}")).isPresent();
    assertThat(Regex.fault("((((a{1000}){1000}){1000}){1000})")).isPresent();
    assertThat(Regex.fault("((a{2}){600}b){1,2}")).isPresent();
    assertThat(Regex.fault("(" + "a".repeat(900) + "){1000}")).isPresent();
    assertThat(Regex.fault("(?:\\pL|\\pN){500,1000}")).isEmpty();
  }
}

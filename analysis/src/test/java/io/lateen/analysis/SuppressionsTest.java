// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.analysis.Suppressions.Suppression;
import org.junit.jupiter.api.Test;

class SuppressionsTest {

  @Test
  void starsStandForAnyText() {
    assertThat(Glob.matches("*", "anything")).isTrue();
    assertThat(Glob.matches("Pod *.testing", "Pod a.testing")).isTrue();
    assertThat(Glob.matches("Pod a*b*c", "Pod a--b--c")).isTrue();
    assertThat(Glob.matches("ab*ba", "aba")).isFalse();
    assertThat(Glob.matches("Pod a", "Pod a")).isTrue();
    assertThat(Glob.matches("Pod a", "Pod ab")).isFalse();
    assertThat(Glob.matches("a*b*c", "acb")).isFalse();
  }

  @Test
  void aSuppressionHasACodeAndAnObject() {
    assertThat(Suppression.tryParse("IST0103=Pod shop/web"))
        .contains(new Suppression("IST0103", "Pod shop/web"));
    assertThat(Suppression.tryParse("IST0103")).isEmpty();
    assertThat(Suppression.tryParse("=Pod a")).isEmpty();
    assertThat(Suppression.tryParse("IST0103=")).isEmpty();
  }
}

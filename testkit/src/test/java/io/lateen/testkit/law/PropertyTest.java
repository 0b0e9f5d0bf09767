// SPDX-License-Identifier: Apache-2.0
package io.lateen.testkit.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PropertyTest {

  private static final Gen<List<Integer>> LISTS = Gen.integer(0, 1000).list(0, 20);

  @Test
  void shrinksToTheSimplestFailingValueAndNamesTheSeed() {
    assertThatThrownBy(
            () ->
                Property.forAll(
                    42, 500, LISTS, list -> assertThat(list).noneMatch(number -> number >= 100)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("-Dlateen.seed=42")
        .hasMessageContaining("value: [100]");
  }

  @Test
  void oneSeedGivesOneRun() {
    assertThat(run(7)).isEqualTo(run(7)).isNotEqualTo(run(8));
  }

  private static List<List<Integer>> run(long seed) {
    var seen = new ArrayList<List<Integer>>();
    Property.forAll(seed, 20, LISTS, seen::add);
    return seen;
  }

  @Test
  void valuesStayInTheirRange() {
    Property.forAll(
        Gen.integer(-3, 3).list(1, 4),
        list -> {
          assertThat(list).hasSizeBetween(1, 4);
          assertThat(list).allMatch(number -> number >= -3 && number <= 3);
        });
  }
}

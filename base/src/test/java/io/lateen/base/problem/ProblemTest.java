// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProblemTest {

  @Test
  void readsAsUsersSeeIt() {
    var problem =
        Problem.error(
                new Location("reviews.yaml", 14, 18),
                "VirtualService default/reviews",
                "http[0].match[0].uri.regex",
                "\"^/rev(iews\" is not a valid RE2 pattern: missing )")
            .withFix("close the group, or use prefix: /reviews");
    assertThat(problem.render())
        .isEqualTo(
            """
            reviews.yaml:14:18  VirtualService default/reviews  http[0].match[0].uri.regex
              error  "^/rev(iews" is not a valid RE2 pattern: missing )
              fix    close the group, or use prefix: /reviews\
            """);
  }

  @Test
  void unknownPartsAreLeftOut() {
    assertThat(Problem.warning(Location.UNKNOWN, "", "", "odd").render())
        .isEqualTo("  warning  odd");
    assertThat(Problem.error(Location.of("f.yaml"), "", "", "bad").render())
        .isEqualTo("f.yaml\n  error  bad");
  }

  @Test
  void problemsKeepTheirOrder() {
    var error = Problem.error(Location.UNKNOWN, "", "", "bad");
    var warning = Problem.warning(Location.UNKNOWN, "", "", "odd");
    var both = Problems.of(warning).and(error);
    assertThat(both.list()).containsExactly(warning, error);
    assertThat(both.hasErrors()).isTrue();
    assertThat(both.errors().list()).containsExactly(error);
    assertThat(Problems.of(warning).hasErrors()).isFalse();
    assertThat(Problems.NONE.and(both)).isSameAs(both);
    assertThat(both.and(Problems.NONE)).isSameAs(both);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.base.problem.Problems;
import org.junit.jupiter.api.Test;

class ResultTest {

  private static final Problem BAD = Problem.error(Location.UNKNOWN, "", "", "bad");

  @Test
  void successCarriesItsValueOn() {
    Result<Integer> four = Result.ok(2).map(two -> two * 2);
    assertThat(four.toOptional()).contains(4);
    assertThat(four.problems()).isEmpty();
    assertThat(four.orThrow()).isEqualTo(4);
  }

  @Test
  void failureStopsTheChain() {
    Result<Integer> failed = Result.<Integer>ok(2).then(two -> Result.<Integer>err(BAD));
    assertThat(failed.map(two -> two * 2).problems()).containsExactly(BAD);
    assertThat(failed.isOk()).isFalse();
    assertThat(failed.toOptional()).isEmpty();
    assertThatThrownBy(failed::orThrow).hasMessageContaining("bad");
  }

  @Test
  void failureNeedsAReason() {
    assertThatThrownBy(() -> Result.err(Problems.NONE))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.patch;

import io.lateen.base.problem.Problem;
import java.util.Comparator;

/** Orders that do not depend on how things were found. */
final class PatchOrder {

  /** Problems by place, object, path and text. */
  static final Comparator<Problem> PROBLEMS =
      Comparator.comparing((Problem problem) -> problem.location().source())
          .thenComparing(problem -> problem.location().line())
          .thenComparing(Problem::object)
          .thenComparing(Problem::path)
          .thenComparing(Problem::message);

  private PatchOrder() {}
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.patch;

import io.lateen.base.problem.Problem;
import io.lateen.translate.Provenance;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What patches did to one resource, and what they could not do, each told once. */
final class PatchLog {

  /** Most problems told about the patches of one resource (docs/limits.md). */
  static final int MAX_PROBLEMS = 50;

  private final Set<Problem> problems = new LinkedHashSet<>();
  private final Set<Provenance.Cause> causes = new LinkedHashSet<>();

  void add(Problem problem) {
    if (problems.size() < MAX_PROBLEMS) {
      problems.add(problem);
    }
  }

  void add(Patch patch, String reason) {
    add(patch.problem(reason));
  }

  /** Takes note that a patch changed the resource; returns the thing as it is now. */
  <T> T changed(T before, T after, Patch patch) {
    if (!after.equals(before)) {
      causes.add(patch.cause());
    }
    return after;
  }

  /** Takes note that a patch removed a part of the resource. */
  void removed(Patch patch) {
    causes.add(patch.cause());
  }

  /** Where the patches stand that changed the resource, in the order in which they did. */
  List<Provenance.Cause> causes() {
    return List.copyOf(causes);
  }

  List<Problem> problems() {
    return List.copyOf(problems);
  }
}

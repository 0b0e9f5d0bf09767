// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.offline;

import io.lateen.base.problem.Problem;
import io.lateen.base.problem.Problems;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Problems as JSON. */
public final class ProblemTrees {

  private ProblemTrees() {}

  /** Adds every problem with its severity, object and file. */
  public static void full(ArrayNode list, Problems problems) {
    for (var problem : problems) {
      var entry =
          list.addObject()
              .put("severity", problem.severity().word())
              .put("object", problem.object())
              .put("file", problem.location().source());
      place(entry, problem);
    }
  }

  /** Adds a problem whose object and file stand beside the list. */
  static void within(ArrayNode list, Problem problem) {
    place(list.addObject(), problem);
  }

  private static void place(ObjectNode entry, Problem problem) {
    entry
        .put("path", problem.path())
        .put("line", problem.location().line())
        .put("column", problem.location().column())
        .put("message", problem.message());
    if (!problem.fix().isEmpty()) {
      entry.put("fix", problem.fix());
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.analyze;

import io.lateen.analysis.Finding;
import io.lateen.analysis.Fix;
import io.lateen.base.decode.Json;
import io.lateen.cli.shell.Documents;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Findings as JSON trees. */
final class FindingTrees {

  private FindingTrees() {}

  static ObjectNode of(List<Finding> findings) {
    var root = Documents.JSON.createObjectNode();
    var list = root.putArray("findings");
    for (var finding : findings) {
      var tree =
          list.addObject()
              .put("code", finding.code().id())
              .put("level", finding.level().word())
              .put("origin", finding.origin())
              .put("message", finding.message())
              .put("file", finding.file())
              .put("path", finding.path())
              .put("line", finding.line());
      finding.fix().ifPresentOrElse(fix -> tree.set("fix", tree(fix)), () -> tree.putNull("fix"));
      tree.put("documentation", finding.code().documentation());
      tree.put("analyzer", finding.analyzer());
    }
    return root;
  }

  private static ObjectNode tree(Fix fix) {
    var tree = Documents.JSON.createObjectNode().put("description", fix.description());
    var patch = tree.putArray("patch");
    for (var step : fix.patch()) {
      var operation = patch.addObject().put("op", step.op()).put("path", step.path());
      step.value()
          .ifPresent(value -> operation.set("value", Documents.JSON.readTree(Json.write(value))));
    }
    return tree;
  }
}

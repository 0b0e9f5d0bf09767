// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.schema;

import io.lateen.analysis.Analyzer;
import io.lateen.analysis.Code;
import io.lateen.analysis.Findings;
import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.document.TypeName;
import io.lateen.analysis.inventory.Inventory;
import io.lateen.analysis.virtualservice.RuleReach;
import io.lateen.base.problem.Problem;
import java.util.HashSet;
import java.util.Set;

/**
 * What the decoder says about objects of one kind. Rules that are never reached have codes of their
 * own, and what those say is not repeated as a warning of the schema.
 */
public final class SchemaAnalyzer implements Analyzer {

  private final TypeName type;

  /** The analyzer of a kind. */
  public SchemaAnalyzer(TypeName type) {
    this.type = type;
  }

  @Override
  public String name() {
    return "schema.ValidationAnalyzer." + type.kind();
  }

  @Override
  public void analyze(Inventory inventory, Findings findings) {
    for (var object : inventory.of(type)) {
      var told = type.equals(TypeName.VIRTUAL_SERVICE) ? reach(object, findings) : Set.of();
      for (var problem : object.problems()) {
        if (problem.isError()) {
          report(Code.SCHEMA_VALIDATION_ERROR, object, problem, findings);
        } else if (!told.contains(problem.path())) {
          report(Code.SCHEMA_WARNING, object, problem, findings);
        }
      }
    }
  }

  /** Reports rules that are never reached; returns their paths. */
  private static Set<String> reach(AnalyzedDocument routes, Findings findings) {
    var paths = new HashSet<String>();
    for (var unreached : RuleReach.of(routes)) {
      findings.add(unreached.code(), routes, unreached.at(), unreached.message());
      paths.add(unreached.rule().path());
    }
    return paths;
  }

  static void report(Code code, AnalyzedDocument object, Problem problem, Findings findings) {
    var place = problem.path().isEmpty() ? "" : problem.path() + ": ";
    var remedy = problem.fix().isEmpty() ? "" : "; " + problem.fix();
    var kind = code == Code.SCHEMA_WARNING ? "warning" : "error";
    findings.add(
        code,
        object,
        problem.path(),
        problem.location().line(),
        "Schema validation %s: %s%s%s".formatted(kind, place, problem.message(), remedy));
  }
}

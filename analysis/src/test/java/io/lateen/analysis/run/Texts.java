// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.run;

import io.lateen.analysis.Finding;
import io.lateen.analysis.Suppressions;
import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.document.DocumentReader;
import io.lateen.base.decode.Json;
import io.lateen.base.problem.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Analysis of texts in tests. */
final class Texts {

  static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

  private Texts() {}

  static DocumentReader.Read read(String source, String text) {
    return new DocumentReader("default", false).read(source, text, "");
  }

  static List<Finding> analyze(DocumentReader.Read read) {
    return analyze(read.documents(), read.unreadable(), Suppressions.NONE, "");
  }

  static List<Finding> analyze(
      List<AnalyzedDocument> documents,
      List<Problem> unreadable,
      Suppressions suppressions,
      String namespace) {
    var input =
        new AnalysisInput(documents, unreadable, Optional.empty(), Optional.empty(), false, NOW);
    return Analysis.run(input, Analyzers.all(), suppressions, namespace);
  }

  static List<Finding> analyze(String text) {
    return analyze(read("case.yaml", text));
  }

  static List<String> codes(List<Finding> findings) {
    return findings.stream().map(one -> one.code().id() + " " + one.origin()).toList();
  }

  static String render(List<Finding> findings) {
    var lines = new ArrayList<String>();
    for (var finding : findings) {
      lines.add(
          "%s %s %s:%d %s"
              .formatted(
                  finding.code().id(),
                  finding.origin(),
                  finding.file(),
                  finding.line(),
                  finding.path())
              .strip());
      lines.add("  " + finding.message());
      finding
          .fix()
          .ifPresent(
              fix ->
                  fix.patch()
                      .forEach(
                          step ->
                              lines.add(
                                  "  fix: %s %s %s"
                                      .formatted(
                                          step.op(),
                                          step.path(),
                                          step.value().map(Json::write).orElse(""))
                                      .strip())));
    }
    return String.join("\n", lines) + "\n";
  }
}

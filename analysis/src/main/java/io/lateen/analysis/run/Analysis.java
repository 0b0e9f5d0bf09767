// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.run;

import io.lateen.analysis.Analyzer;
import io.lateen.analysis.Code;
import io.lateen.analysis.Finding;
import io.lateen.analysis.Findings;
import io.lateen.analysis.Suppressions;
import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.document.Part;
import io.lateen.analysis.document.TypeName;
import io.lateen.analysis.inventory.Inventory;
import io.lateen.analysis.inventory.MeshSettings;
import io.lateen.base.decode.Documents;
import io.lateen.base.problem.Problem;
import io.lateen.base.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs analyzers. The findings do not depend on the order of documents or analyzers. */
public final class Analysis {

  /** Name and namespace of the ConfigMap that holds the mesh's settings. */
  private static final String SETTINGS_MAP = "istio";

  private Analysis() {}

  /**
   * The findings, worst first.
   *
   * @param namespace the only namespace whose findings count; empty for all
   */
  public static List<Finding> run(
      AnalysisInput input, List<Analyzer> analyzers, Suppressions suppressions, String namespace) {
    var settings = settings(input);
    var inventory = new Inventory(documents(input, settings), settings, input.now());
    var findings = new Findings(suppressions, namespace);
    findings.begin("lateen.DocumentAnalyzer");
    input.unreadable().forEach(problem -> findings.add(unreadable(problem)));
    for (var analyzer : analyzers) {
      findings.begin(analyzer.name());
      try {
        analyzer.analyze(inventory, findings);
      } catch (RuntimeException e) {
        findings.add(failure(analyzer, e));
      }
    }
    return findings.sorted();
  }

  private static Finding unreadable(Problem problem) {
    return new Finding(
        Code.UNREADABLE,
        "",
        problem.message(),
        problem.location().source(),
        problem.path(),
        problem.location().line(),
        Optional.empty(),
        "lateen.DocumentAnalyzer");
  }

  private static Finding failure(Analyzer analyzer, RuntimeException e) {
    return new Finding(
        Code.INTERNAL_ERROR,
        "",
        "Internal error: %s did not come to its end: %s".formatted(analyzer.name(), e),
        "",
        "",
        0,
        Optional.empty(),
        analyzer.name());
  }

  private static MeshSettings settings(AnalysisInput input) {
    return input
        .meshConfig()
        .or(() -> written(input).findFirst())
        .map(MeshSettings::new)
        .orElse(MeshSettings.DEFAULT);
  }

  /** Settings among the documents: our own kind first, else Istio's ConfigMap. */
  private static Stream<Part> written(AnalysisInput input) {
    var own =
        input.documents().stream()
            .filter(document -> document.type().equals(TypeName.MESH_CONFIG))
            .sorted()
            .map(AnalyzedDocument::spec);
    var map =
        input.documents().stream()
            .filter(document -> document.type().equals(TypeName.CONFIG_MAP))
            .filter(document -> document.name().equals(SETTINGS_MAP))
            .sorted()
            .flatMap(
                document ->
                    Documents.read("", document.root().at("data", "mesh").text()).roots().stream())
            .map(Part::root);
    return Stream.concat(own, map);
  }

  private static List<AnalyzedDocument> documents(AnalysisInput input, MeshSettings settings) {
    var all = new ArrayList<>(input.documents());
    input.meshNetworks().ifPresent(networks -> all.add(networks(networks, settings)));
    if (!input.complete()) {
      for (var assumed : AssumedObjects.of(settings)) {
        if (all.stream().noneMatch(assumed::sameObject)) {
          all.add(assumed);
        }
      }
    }
    return all;
  }

  private static AnalyzedDocument networks(AnalysisInput.Networks networks, MeshSettings settings) {
    var namespace = settings.rootNamespace();
    return new AnalyzedDocument(
        TypeName.MESH_NETWORKS,
        namespace,
        namespace,
        "meshnetworks",
        Map.of(),
        Map.of(),
        networks.root(),
        Problems.NONE,
        networks.source(),
        "");
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.run;

import io.lateen.analysis.Analyzer;
import io.lateen.analysis.Code;
import io.lateen.analysis.Finding;
import io.lateen.analysis.Findings;
import io.lateen.analysis.Suppressions;
import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.document.AnalyzedDocument.Body;
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

/**
 * One analysis of an input. The findings do not depend on the order of documents or analyzers.
 * Immutable: analyzers may run on several threads at the same time.
 */
public final class Analysis {

  /** Name and namespace of the ConfigMap that holds the mesh's settings. */
  private static final String SETTINGS_MAP = "istio";

  private static final String DOCUMENTS = "lateen.DocumentAnalyzer";

  private final Inventory inventory;
  private final List<Problem> unreadable;
  private final Suppressions suppressions;
  private final String namespace;

  /**
   * An analysis.
   *
   * @param namespace the only namespace whose findings count; empty for all
   */
  public Analysis(AnalysisInput input, Suppressions suppressions, String namespace) {
    var settings = settings(input);
    this.inventory = new Inventory(documents(input, settings), settings, input.now());
    this.unreadable = input.unreadable();
    this.suppressions = suppressions;
    this.namespace = namespace;
  }

  /** All analyzers, one after the other; the findings, worst first. */
  public static List<Finding> run(
      AnalysisInput input, List<Analyzer> analyzers, Suppressions suppressions, String namespace) {
    var analysis = new Analysis(input, suppressions, namespace);
    return analysis.sorted(analyzers.stream().map(analysis::run).toList());
  }

  /** What one analyzer finds. */
  public Findings run(Analyzer analyzer) {
    var findings = new Findings(analyzer.name(), suppressions, namespace);
    try {
      analyzer.analyze(inventory, findings);
    } catch (RuntimeException e) {
      findings.add(failure(analyzer, e));
    }
    return findings;
  }

  /**
   * All findings, worst first, with what could not be read.
   *
   * @param parts what each analyzer found
   */
  public List<Finding> sorted(List<Findings> parts) {
    var reading = new Findings(DOCUMENTS, suppressions, namespace);
    unreadable.forEach(problem -> reading.add(unreadable(problem)));
    var all = new ArrayList<Findings>();
    all.add(reading);
    all.addAll(parts);
    return Findings.sorted(all);
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
        DOCUMENTS);
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
        Body.of(networks.root()),
        Problems.NONE,
        networks.source(),
        "");
  }
}

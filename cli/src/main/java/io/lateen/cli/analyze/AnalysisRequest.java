// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.analyze;

import io.lateen.analysis.Analyzer;
import io.lateen.analysis.Finding;
import io.lateen.analysis.Suppressions;
import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.document.DocumentReader;
import io.lateen.analysis.document.Part;
import io.lateen.analysis.document.TypeName;
import io.lateen.analysis.run.Analysis;
import io.lateen.analysis.run.AnalysisInput;
import io.lateen.analysis.run.AnalysisInput.Networks;
import io.lateen.analysis.run.Analyzers;
import io.lateen.api.document.DocumentDecoder;
import io.lateen.base.decode.Documents;
import io.lateen.base.problem.Problem;
import io.lateen.client.DocumentSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * What to analyze, as texts.
 *
 * @param sources texts with objects
 * @param meshConfig settings of the mesh
 * @param meshNetworks networks of the mesh
 * @param live whether the texts are all objects of a running mesh
 * @param namespace the only namespace whose findings count, and that of objects that name none;
 *     empty for all
 * @param analyzers the analyzers to run
 * @param suppressions findings that are not wanted
 * @param now the time against which certificates are judged
 */
public record AnalysisRequest(
    List<Source> sources,
    Optional<DocumentSource> meshConfig,
    Optional<DocumentSource> meshNetworks,
    boolean live,
    String namespace,
    List<Analyzer> analyzers,
    Suppressions suppressions,
    Instant now) {

  /**
   * A text with objects.
   *
   * @param cluster Kubernetes cluster the objects belong to; empty for the only one
   */
  public record Source(DocumentSource text, String cluster) {}

  /** Copies the lists. */
  public AnalysisRequest {
    sources = List.copyOf(sources);
    analyzers = List.copyOf(analyzers);
  }

  /** A request for all analyzers over files of one cluster. */
  public static AnalysisRequest ofFiles(List<DocumentSource> files, Instant now) {
    return new AnalysisRequest(
        files.stream().map(file -> new Source(file, "")).toList(),
        Optional.empty(),
        Optional.empty(),
        false,
        "",
        Analyzers.all(),
        Suppressions.NONE,
        now);
  }

  /** The same with settings of the mesh. */
  public AnalysisRequest with(Optional<DocumentSource> config, Optional<DocumentSource> networks) {
    return new AnalysisRequest(
        sources, config, networks, live, namespace, analyzers, suppressions, now);
  }

  /** The same with other analyzers. */
  public AnalysisRequest with(List<Analyzer> others) {
    return new AnalysisRequest(
        sources, meshConfig, meshNetworks, live, namespace, others, suppressions, now);
  }

  /** Reads the texts and runs the analyzers; the findings, worst first. */
  public List<Finding> run() {
    var home = namespace.isEmpty() ? DocumentDecoder.DEFAULT_NAMESPACE : namespace;
    var reader = new DocumentReader(home, !namespace.isEmpty());
    var documents = new ArrayList<AnalyzedDocument>();
    var unreadable = new ArrayList<Problem>();
    for (var read : SourceTexts.read(sources, reader)) {
      documents.addAll(read.documents());
      unreadable.addAll(read.unreadable());
    }
    if (live) {
      removeReplaced(documents);
    }
    var config = meshConfig.flatMap(text -> settings(text, unreadable));
    var networks =
        meshNetworks.flatMap(
            text -> settings(text, unreadable).map(root -> new Networks(text.name(), root)));
    var input = new AnalysisInput(documents, unreadable, config, networks, live, now);
    var analysis = new Analysis(input, suppressions, namespace);
    return analysis.sorted(analyzers.parallelStream().map(analysis::run).toList());
  }

  /** Takes away objects of the running mesh that a file would replace. */
  private static void removeReplaced(List<AnalyzedDocument> documents) {
    var replaced = new HashSet<Identity>();
    documents.stream()
        .filter(one -> !one.source().isEmpty())
        .map(Identity::of)
        .forEach(replaced::add);
    documents.removeIf(one -> one.source().isEmpty() && replaced.contains(Identity.of(one)));
  }

  private record Identity(TypeName type, String namespace, String name, String cluster) {

    static Identity of(AnalyzedDocument one) {
      return new Identity(one.type(), one.namespace(), one.name(), one.cluster());
    }
  }

  private static Optional<Part> settings(DocumentSource text, List<Problem> unreadable) {
    var read = Documents.read(text.name(), text.text());
    unreadable.addAll(read.problems().list());
    return read.roots().stream().findFirst().map(Part::root);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.document;

import io.lateen.analysis.document.AnalyzedDocument.Body;
import io.lateen.api.Kind;
import io.lateen.api.Kinds;
import io.lateen.api.document.DocumentDecoder;
import io.lateen.base.decode.Documents;
import io.lateen.base.decode.Node;
import io.lateen.base.decode.Node.Mapping;
import io.lateen.base.problem.Problem;
import io.lateen.base.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads texts into documents for analysis: YAML, JSON, and Kubernetes lists. */
public final class DocumentReader {

  /**
   * Namespaces of Kubernetes itself, which are none of the mesh's business (istio/istio
   * pkg/kube/inject/initializer.go).
   */
  private static final Set<String> IGNORED_NAMESPACES =
      Set.of("kube-system", "kube-public", "kube-node-lease", "local-path-storage");

  private final String defaultNamespace;
  private final boolean nameDefault;

  /**
   * A reader.
   *
   * @param defaultNamespace namespace of documents that name none
   * @param nameDefault whether reports name that namespace
   */
  public DocumentReader(String defaultNamespace, boolean nameDefault) {
    this.defaultNamespace = defaultNamespace;
    this.nameDefault = nameDefault;
  }

  /**
   * What a text holds.
   *
   * @param documents objects with apiVersion, kind and name
   * @param unreadable what is no such object, and why the text could not be read to its end
   * @param complete whether every document of the text could be read
   */
  public record Read(List<AnalyzedDocument> documents, List<Problem> unreadable, boolean complete) {

    /** Copies the lists. */
    public Read {
      documents = List.copyOf(documents);
      unreadable = List.copyOf(unreadable);
    }
  }

  /**
   * Reads a text.
   *
   * @param source name of the input
   * @param cluster Kubernetes cluster the objects belong to; empty for the only one
   */
  public Read read(String source, String text, String cluster) {
    return read(Documents.read(source, text), cluster);
  }

  /**
   * Makes documents of what has been read.
   *
   * @param cluster Kubernetes cluster the objects belong to; empty for the only one
   */
  public Read read(Documents parsed, String cluster) {
    var documents = new ArrayList<AnalyzedDocument>();
    var unreadable = new ArrayList<Problem>();
    parsed.roots().forEach(root -> read(root, parsed.source(), cluster, documents, unreadable));
    unreadable.addAll(parsed.problems().list());
    return new Read(documents, unreadable, parsed.problems().isEmpty());
  }

  private void read(
      Node root,
      String source,
      String cluster,
      List<AnalyzedDocument> documents,
      List<Problem> unreadable) {
    var part = Part.root(root);
    var kind = part.at("kind").text();
    if (kind.endsWith("List") && part.at("items").exists()) {
      part.at("items")
          .items()
          .forEach(
              item ->
                  item.node()
                      .ifPresent(node -> read(node, source, cluster, documents, unreadable)));
      return;
    }
    var missing = missing(root, part);
    if (!missing.isEmpty()) {
      unreadable.add(Problem.error(root.mark().in(source), "", "", missing));
      return;
    }
    var document = document(part, source, cluster);
    var within =
        document.type().equals(TypeName.NAMESPACE) ? document.name() : document.namespace();
    if (!IGNORED_NAMESPACES.contains(within)) {
      documents.add(document);
    }
  }

  private static String missing(Node root, Part part) {
    if (!(root instanceof Mapping)) {
      return "an object with apiVersion and kind is expected, but this is " + root.describe();
    }
    for (var field : List.of("apiVersion", "kind")) {
      if (part.at(field).text().isEmpty()) {
        return field + " is required";
      }
    }
    return part.at("metadata", "name").text().isEmpty() ? "metadata.name is required" : "";
  }

  private static Problems problems(Part part, TypeName type, String namespace, String source) {
    var home = namespace.isEmpty() ? DocumentDecoder.DEFAULT_NAMESPACE : namespace;
    return Kinds.of(type.group(), type.kind())
        .filter(Kind::served)
        .flatMap(kind -> part.node())
        .map(node -> new DocumentDecoder(home).decode(source, node).problems())
        .orElse(Problems.NONE);
  }

  private AnalyzedDocument document(Part part, String source, String cluster) {
    var type = TypeName.of(part.at("apiVersion").text(), part.at("kind").text());
    var body = Body.of(part);
    var metadata = body.metadata();
    var written = type.isNamespaced() ? metadata.at("namespace").text() : "";
    var namespace = written.isEmpty() && type.isNamespaced() ? defaultNamespace : written;
    return new AnalyzedDocument(
        type,
        namespace,
        nameDefault ? namespace : written,
        metadata.at("name").text(),
        metadata.at("labels").map(),
        metadata.at("annotations").map(),
        body,
        problems(part, type, namespace, source),
        source,
        cluster);
  }
}

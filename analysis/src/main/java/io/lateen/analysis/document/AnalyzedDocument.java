// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.document;

import io.lateen.base.Copies;
import io.lateen.base.problem.Problems;
import java.util.Comparator;
import java.util.Map;

/**
 * One object as it was written.
 *
 * @param type group and kind
 * @param namespace the namespace it belongs to; empty for kinds without one
 * @param writtenNamespace the namespace that the document names; may be empty
 * @param name its name
 * @param labels its labels
 * @param annotations its annotations
 * @param body the document
 * @param problems what the decoder of its kind says about it; nothing for kinds that are not read
 * @param source name of the input; empty for objects of a running mesh
 * @param cluster name of the Kubernetes cluster it was read for; empty for the only one
 */
public record AnalyzedDocument(
    TypeName type,
    String namespace,
    String writtenNamespace,
    String name,
    Map<String, String> labels,
    Map<String, String> annotations,
    Body body,
    Problems problems,
    String source,
    String cluster)
    implements Comparable<AnalyzedDocument> {

  /** For documents of one type, namespace and name. */
  private static final Comparator<AnalyzedDocument> BY_PLACE =
      Comparator.comparing(AnalyzedDocument::cluster)
          .thenComparing(AnalyzedDocument::source)
          .thenComparingInt(one -> one.root().line());

  /** By age as Istio breaks ties: time of creation, then name, then namespace. */
  public static final Comparator<AnalyzedDocument> OLDEST_FIRST =
      Comparator.comparing((AnalyzedDocument one) -> one.metadata().at("creationTimestamp").text())
          .thenComparing(AnalyzedDocument::name)
          .thenComparing(AnalyzedDocument::namespace);

  /**
   * The text of a document, with the parts that every analyzer asks for.
   *
   * @param root the document
   * @param spec its specification; the place is there also when it is empty
   * @param metadata its metadata
   */
  public record Body(Part root, Part spec, Part metadata) {

    /** The body of a document. */
    public static Body of(Part root) {
      return new Body(root, root.at("spec"), root.at("metadata"));
    }
  }

  /** Copies the maps. */
  public AnalyzedDocument {
    labels = Copies.sorted(labels);
    annotations = Copies.sorted(annotations);
  }

  /** The document. */
  public Part root() {
    return body.root;
  }

  /** Its specification; the place is there also when it is empty. */
  public Part spec() {
    return body.spec;
  }

  /** A part of its specification. */
  public Part spec(String field, String... more) {
    return body.spec.at(field, more);
  }

  /** Its metadata. */
  public Part metadata() {
    return body.metadata;
  }

  /** What reports call it: {@code VirtualService default/reviews}, as its document names it. */
  public String origin() {
    return type.kind() + " " + (writtenNamespace.isEmpty() ? name : writtenNamespace + "/" + name);
  }

  /** {@code VirtualService default/reviews} with the namespace it belongs to. */
  public String display() {
    return type.kind() + " " + fullName();
  }

  /** {@code default/reviews}, or the name alone for kinds without namespaces. */
  public String fullName() {
    return namespace.isEmpty() ? name : namespace + "/" + name;
  }

  /** Where it begins: {@code file:line}, or words for an object of a running mesh. */
  public String place() {
    return place(body.root);
  }

  /** Where a part of it is: {@code file:line}, or words for an object of a running mesh. */
  public String place(Part part) {
    return source.isEmpty() ? "of the running mesh" : source + ":" + part.line();
  }

  /** Whether both stand for the same object. */
  public boolean sameObject(AnalyzedDocument other) {
    return type.equals(other.type)
        && namespace.equals(other.namespace)
        && name.equals(other.name)
        && cluster.equals(other.cluster);
  }

  /** By group, kind, namespace, name, cluster; then by the place it was read from. */
  @Override
  public int compareTo(AnalyzedDocument other) {
    // Names decide nearly always; they are compared without the detours of a comparator.
    var order = type.compareTo(other.type);
    if (order == 0) {
      order = namespace.compareTo(other.namespace);
    }
    if (order == 0) {
      order = name.compareTo(other.name);
    }
    return order == 0 ? BY_PLACE.compare(this, other) : order;
  }
}

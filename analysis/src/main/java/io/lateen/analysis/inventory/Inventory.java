// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.inventory;

import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.document.TypeName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The objects of one analysis. Of an object that is written more than once, the first by input name
 * and line is analyzed, whatever the order of reading.
 */
public final class Inventory {

  private record Key(TypeName type, String namespace, String name) {}

  private final Map<TypeName, List<AnalyzedDocument>> byType = new HashMap<>();
  private final Map<Key, AnalyzedDocument> byKey = new HashMap<>();
  private final Map<AnalyzedDocument, AnalyzedDocument> repeated = new TreeMap<>();
  private final MeshSettings settings;
  private final Pods pods;
  private final Instant now;

  /**
   * An inventory.
   *
   * @param documents the objects, in any order
   * @param settings what the mesh is set to
   * @param now the time against which certificates are judged
   */
  public Inventory(Collection<AnalyzedDocument> documents, MeshSettings settings, Instant now) {
    this.settings = settings;
    this.now = now;
    AnalyzedDocument before = null;
    for (var document : documents.stream().sorted().toList()) {
      if (before != null && before.sameObject(document)) {
        repeated.put(document, before);
      } else {
        before = document;
        byType.computeIfAbsent(document.type(), type -> new ArrayList<>()).add(document);
        var key = new Key(document.type(), document.namespace(), document.name());
        byKey.putIfAbsent(key, document);
      }
    }
    pods = new Pods(of(TypeName.POD));
  }

  /** The objects of a type by namespace and name. */
  public List<AnalyzedDocument> of(TypeName type) {
    return byType.getOrDefault(type, List.of());
  }

  /** All objects, by type, namespace and name. */
  public List<AnalyzedDocument> all() {
    return byType.values().stream().flatMap(List::stream).sorted().toList();
  }

  /** One object; the namespace is empty for kinds without one. */
  public Optional<AnalyzedDocument> find(TypeName type, String namespace, String name) {
    return Optional.ofNullable(byKey.get(new Key(type, namespace, name)));
  }

  /** The object that a reference {@code name} or {@code namespace/name} in a namespace means. */
  public Optional<AnalyzedDocument> resolve(TypeName type, String namespace, String reference) {
    var slash = reference.indexOf('/');
    return slash < 0
        ? find(type, namespace, reference)
        : find(type, reference.substring(0, slash), reference.substring(slash + 1));
  }

  /** Documents that are left out, with the one of the same object that is analyzed. */
  public Map<AnalyzedDocument, AnalyzedDocument> repeated() {
    return repeated;
  }

  /** The pods. */
  public Pods pods() {
    return pods;
  }

  /** What the mesh is set to. */
  public MeshSettings settings() {
    return settings;
  }

  /** The time against which certificates are judged. */
  public Instant now() {
    return now;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.inventory;

import io.lateen.analysis.Code;
import io.lateen.analysis.Findings;
import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.document.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which objects of one kind select which pods of their namespace. Those that select none are
 * reported at once.
 */
public final class Selections {

  private final Map<AnalyzedDocument, List<AnalyzedDocument>> byPod = new TreeMap<>();
  private final Map<String, List<AnalyzedDocument>> withoutSelector = new TreeMap<>();
  private final Inventory inventory;
  private final Findings findings;

  /** Selections with nothing in them. */
  public Selections(Inventory inventory, Findings findings) {
    this.inventory = inventory;
    this.findings = findings;
  }

  /** An object that holds for its whole namespace. */
  public void addForNamespace(AnalyzedDocument object) {
    withoutSelector.computeIfAbsent(object.namespace(), key -> new ArrayList<>()).add(object);
  }

  /** An object that selects pods by the labels at a place. */
  public void addForPods(AnalyzedDocument object, Part labels) {
    var pods = inventory.pods().selectedBy(labels.map(), object.namespace());
    pods.forEach(pod -> byPod.computeIfAbsent(pod, key -> new ArrayList<>()).add(object));
    if (pods.isEmpty()) {
      findings.add(
          Code.REFERENCED_RESOURCE_NOT_FOUND,
          object,
          labels.fields().isEmpty() ? labels : labels.fields().getFirst(),
          "Referenced selector not found: \"%s\"; no pod of the namespace has these labels"
              .formatted(Pods.text(labels.map())));
    }
  }

  /** Objects by the pod they select, in the order of the pods. */
  public Map<AnalyzedDocument, List<AnalyzedDocument>> byPod() {
    return byPod;
  }

  /** Objects without selector by namespace. */
  public Map<String, List<AnalyzedDocument>> withoutSelector() {
    return withoutSelector;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.inventory;

import io.lateen.analysis.document.AnalyzedDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

/** Pods by their labels. An empty selector selects all of them, as in Kubernetes. */
public final class Pods {

  private final List<AnalyzedDocument> all;
  private final Map<Entry<String, String>, List<AnalyzedDocument>> byLabel = new HashMap<>();
  private final Map<String, List<AnalyzedDocument>> byNamespace = new HashMap<>();

  Pods(List<AnalyzedDocument> all) {
    this.all = all;
    for (var pod : all) {
      byNamespace.computeIfAbsent(pod.namespace(), key -> new ArrayList<>()).add(pod);
      pod.labels()
          .entrySet()
          .forEach(
              label ->
                  byLabel
                      .computeIfAbsent(
                          Map.entry(label.getKey(), label.getValue()), key -> new ArrayList<>())
                      .add(pod));
    }
  }

  /** All pods. */
  public List<AnalyzedDocument> all() {
    return all;
  }

  /** The pods of a namespace. */
  public List<AnalyzedDocument> in(String namespace) {
    return byNamespace.getOrDefault(namespace, List.of());
  }

  /** The pods of all namespaces that a selector selects. */
  public List<AnalyzedDocument> selectedBy(Map<String, String> selector) {
    return candidates(selector).stream().filter(pod -> covers(selector, pod.labels())).toList();
  }

  /** The pods of one namespace that a selector selects. */
  public List<AnalyzedDocument> selectedBy(Map<String, String> selector, String namespace) {
    var inside = in(namespace);
    var rarest = candidates(selector);
    return (rarest.size() < inside.size() ? rarest : inside)
        .stream()
            .filter(pod -> pod.namespace().equals(namespace))
            .filter(pod -> covers(selector, pod.labels()))
            .toList();
  }

  /** The pods with the rarest label of a selector. */
  private List<AnalyzedDocument> candidates(Map<String, String> selector) {
    var fewest = all;
    for (var label : selector.entrySet()) {
      var some = byLabel.getOrDefault(Map.entry(label.getKey(), label.getValue()), List.of());
      if (some.size() < fewest.size()) {
        fewest = some;
      }
    }
    return fewest;
  }

  /** Whether all labels of a selector are among the labels. */
  public static boolean covers(Map<String, String> selector, Map<String, String> labels) {
    return labels.entrySet().containsAll(selector.entrySet());
  }

  /** A selector as people write it: {@code app=web,version=v1}. */
  public static String text(Map<String, String> selector) {
    var parts = new ArrayList<String>();
    selector.forEach((key, value) -> parts.add(key + "=" + value));
    return String.join(",", parts);
  }
}

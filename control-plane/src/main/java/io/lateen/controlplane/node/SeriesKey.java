// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import io.lateen.base.Copies;
import io.lateen.proto.node.v1.Sample;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Name and labels of a series that a node reports.
 *
 * @param labels without the node's own, which is added when the series is read
 */
record SeriesKey(String name, SortedMap<String, String> labels) {

  private static final int MAX_NAME = 128;
  private static final int MAX_LABELS = 32;
  private static final int MAX_VALUE = 512;

  /** The label that names the reporting node; nobody else may set it. */
  static final String NODE = "node";

  /** The key of a sample; empty when a name or label is not what a node may report. */
  static Optional<SeriesKey> of(Sample sample) {
    var name = sample.getName();
    var labels = sample.getLabelsMap();
    return allowed(name)
            && labels.size() <= MAX_LABELS
            && labels.entrySet().stream().allMatch(SeriesKey::allowed)
        ? Optional.of(new SeriesKey(name, Copies.sorted(labels)))
        : Optional.empty();
  }

  /** Only names that belong to proxies and agents: a node cannot imitate the control plane's. */
  private static boolean allowed(String name) {
    return name.length() <= MAX_NAME
        && (name.startsWith("istio_") || name.startsWith("lateen_agent_"))
        && name.chars().allMatch(SeriesKey::wordCharacter);
  }

  private static boolean allowed(Map.Entry<String, String> label) {
    var key = label.getKey();
    return !key.isEmpty()
        && key.length() <= MAX_NAME
        && !key.startsWith("__")
        && !key.equals(NODE)
        && (key.charAt(0) < '0' || key.charAt(0) > '9')
        && key.chars().allMatch(SeriesKey::wordCharacter)
        && label.getValue().length() <= MAX_VALUE;
  }

  private static boolean wordCharacter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }

  /** Whether the value only grows, as the name's ending says (Prometheus' naming practice). */
  boolean isCounter() {
    return name.endsWith("_total")
        || name.endsWith("_bucket")
        || name.endsWith("_count")
        || name.endsWith("_sum");
  }
}

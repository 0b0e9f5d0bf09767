// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.workload;

import io.lateen.api.ObjectKey;
import io.lateen.api.kubernetes.Node;
import io.lateen.mesh.object.KindSnapshot;
import java.util.HashMap;
import java.util.Map;

/**
 * Where nodes are, each looked up once: a node has many pods. Used by one thread and then dropped.
 */
final class NodePlaces {

  private static final String NODE = "Node";

  private final KindSnapshot<Node> nodes;
  private final Map<String, String> known = new HashMap<>();

  NodePlaces(KindSnapshot<Node> nodes) {
    this.nodes = nodes;
  }

  /** The workload at the place that its own labels say, else at that of its node. */
  Workload located(Workload workload) {
    if (!workload.isPod()) {
      return workload;
    }
    String own = WorkloadDeclarations.locality("", workload.labels());
    return workload.at(own.isEmpty() ? of(workload.node()) : own);
  }

  private String of(String node) {
    return known.computeIfAbsent(
        node,
        name ->
            nodes
                .get(new ObjectKey("", NODE, "", name))
                .map(found -> WorkloadDeclarations.nodeLocality(found.meta().labels()))
                .orElse(""));
  }
}

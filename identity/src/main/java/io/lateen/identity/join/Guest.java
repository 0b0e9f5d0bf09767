// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.join;

import java.util.Optional;

/** Whom a join token admits. */
public sealed interface Guest {

  /**
   * The agent of a node.
   *
   * @param name of the node
   */
  record Node(String name) implements Guest {
    @Override
    public String toString() {
      return "node " + name;
    }
  }

  /**
   * A workload without an agent of ours, such as one on a virtual machine with Istio's agent. Its
   * service account is what the group says when the token is used.
   *
   * @param namespace of the WorkloadGroup
   * @param group its name
   */
  record Workload(String namespace, String group) implements Guest {
    @Override
    public String toString() {
      return "workload group " + namespace + "/" + group;
    }
  }

  /** The text that {@link #tryParse} reads, without blanks. */
  default String word() {
    return switch (this) {
      case Node(var name) -> "node:" + name;
      case Workload(var namespace, var group) -> "group:" + namespace + "/" + group;
    };
  }

  /** The guest in a text that {@link #word} wrote; a bare name is a node's. */
  static Optional<Guest> tryParse(String word) {
    if (word.startsWith("group:")) {
      var parts = word.substring("group:".length()).split("/", -1);
      return parts.length == 2 ? Optional.of(new Workload(parts[0], parts[1])) : Optional.empty();
    }
    return Optional.of(new Node(word.startsWith("node:") ? word.substring(5) : word));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.decode;

import java.util.IdentityHashMap;
import java.util.Map;

/** Enforces the limits of one document while its nodes are made. */
final class NodeCounter {

  private final DecodeLimits limits;
  private final Map<Node, Integer> sizes = new IdentityHashMap<>();
  private int nodes;
  private int depth;

  NodeCounter(DecodeLimits limits) {
    this.limits = limits;
  }

  /** Enters a list or an object; every call is followed by {@link #leave}. */
  void enter(Mark mark) throws UnreadableException {
    if (++depth > limits.depth()) {
      throw new UnreadableException(mark, "nested more than " + limits.depth() + " levels deep");
    }
  }

  void leave() {
    depth--;
  }

  /** The number of nodes so far; take it before an anchored node for {@link #anchored}. */
  int nodes() {
    return nodes;
  }

  /** Counts one node. */
  void count(Mark mark) throws UnreadableException {
    count(mark, 1);
  }

  /** Remembers how many nodes an anchored node stands for. */
  void anchored(Node node, int nodesBefore) {
    sizes.put(node, nodes - nodesBefore);
  }

  /** Counts all nodes that an alias stands for. */
  void alias(Mark mark, Node target) throws UnreadableException {
    count(mark, sizes.getOrDefault(target, 1));
  }

  private void count(Mark mark, int more) throws UnreadableException {
    nodes += more;
    if (nodes > limits.nodes()) {
      throw new UnreadableException(
          mark, "more than " + limits.nodes() + " values in one document");
    }
  }
}

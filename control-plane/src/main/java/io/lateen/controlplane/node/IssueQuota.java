// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import io.lateen.base.time.NanoClock;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many certificates a node may ask for: a burst for its start and a steady rate after it, so
 * that one node cannot keep the authority from the others. Safe for all threads.
 */
final class IssueQuota {

  /** Requests that may come at once: one for each workload of a full node. */
  static final int BURST = 1000;

  /** Requests in a second after that. */
  static final int PER_SECOND = 20;

  /** Nodes that are remembered; the one that asked longest ago is forgotten first. */
  static final int MAX_NODES = 10_000;

  private static final double NANOS = 1e9;

  /** What a node has left, and when that was true. */
  private record Bucket(double left, long nanos) {}

  private final NanoClock clock;
  private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

  IssueQuota(NanoClock clock) {
    this.clock = clock;
  }

  /** Takes one from the node's allowance; false when it is used up. */
  synchronized boolean take(String node) {
    var now = clock.nanos();
    var bucket = buckets.getOrDefault(node, new Bucket(BURST, now));
    var left = Math.min(BURST, bucket.left() + (now - bucket.nanos()) / NANOS * PER_SECOND);
    var allowed = left >= 1;
    buckets.put(node, new Bucket(allowed ? left - 1 : left, now));
    if (buckets.size() > MAX_NODES) {
      buckets.remove(buckets.keySet().iterator().next());
    }
    return allowed;
  }
}

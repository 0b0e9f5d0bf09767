// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import java.util.HashMap;
import java.util.Map;

/**
 * Open calls of each of many callers. Guarded by its owner.
 *
 * @param <K> what names a caller
 */
final class CallCounts<K> {

  private final int most;
  private final Map<K, Integer> open = new HashMap<>();

  /** Counts up to {@code most} calls of one caller. */
  CallCounts(int most) {
    this.most = most;
  }

  /** Counts a call in; false when the caller has as many as it may. */
  boolean add(K caller) {
    int before = open.getOrDefault(caller, 0);
    if (before >= most) {
      return false;
    }
    open.put(caller, before + 1);
    return true;
  }

  void remove(K caller) {
    open.computeIfPresent(caller, (name, count) -> count > 1 ? count - 1 : null);
  }
}

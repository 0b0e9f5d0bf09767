// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The workloads that have got a certificate since the control plane started; their next one is a
 * renewal. It only decides who waits, so forgetting one costs a turn. Safe for all threads.
 */
final class KnownHolders {

  /** Workloads that are remembered; the one that asked longest ago is forgotten first. */
  static final int MAX = 50_000;

  private final Map<String, Boolean> uids = new LinkedHashMap<>(16, 0.75f, true);

  synchronized int size() {
    return uids.size();
  }

  synchronized boolean has(String uid) {
    return uids.containsKey(uid);
  }

  synchronized void add(String uid) {
    uids.put(uid, true);
    if (uids.size() > MAX) {
      uids.remove(uids.keySet().iterator().next());
    }
  }
}

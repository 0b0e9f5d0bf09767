// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The newest faults, one record per peer, proxy and kind: however often a client tries, it fills
 * one place. Safe from all threads.
 */
final class FaultLog {

  /** Records that are kept; the one that was quiet for longest goes first (docs/limits.md). */
  static final int MAX_RECORDS = 256;

  private record Key(String peer, String node, StreamFault fault) {}

  private final Map<Key, FaultRecord> records =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, FaultRecord> eldest) {
          return size() > MAX_RECORDS;
        }
      };

  /** Returns whether the fault is new, and worth a line in the log. */
  synchronized boolean add(
      Instant now, String peer, String node, StreamFault fault, String message) {
    var record =
        records.merge(
            new Key(peer, node, fault),
            new FaultRecord(now, 1, peer, node, fault, message),
            (before, next) -> new FaultRecord(now, before.count() + 1, peer, node, fault, message));
    return record.count() == 1;
  }

  /** The newest first. */
  synchronized List<FaultRecord> all() {
    return records.values().stream()
        .sorted(Comparator.comparing(FaultRecord::last).reversed())
        .toList();
  }
}

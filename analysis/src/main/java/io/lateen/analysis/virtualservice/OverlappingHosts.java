// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.virtualservice;

import io.lateen.mesh.host.Hosts;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Values by host or host pattern, asked for everything that shares a name with another host or
 * pattern. Hosts are kept backwards, so that what a pattern covers is one range.
 */
final class OverlappingHosts<V> {

  private final TreeMap<String, List<V>> names = new TreeMap<>();
  private final TreeMap<String, List<V>> patterns = new TreeMap<>();

  void add(String host, V value) {
    var map = Hosts.isWildcard(host) ? patterns : names;
    map.computeIfAbsent(backwards(host), key -> new ArrayList<>()).add(value);
  }

  /** Values of all hosts that overlap with this one. */
  List<V> of(String host) {
    var found = new ArrayList<V>();
    var key = backwards(host);
    for (var length = 0; length <= key.length(); length++) {
      found.addAll(patterns.getOrDefault(key.substring(0, length), List.of()));
    }
    if (Hosts.isWildcard(host)) {
      below(names, key).values().forEach(found::addAll);
      below(patterns, key).tailMap(key, false).values().forEach(found::addAll);
    } else {
      found.addAll(names.getOrDefault(key, List.of()));
    }
    return found;
  }

  /** Entries whose key begins with a text. */
  private static <V> NavigableMap<String, List<V>> below(
      TreeMap<String, List<V>> map, String start) {
    return map.subMap(start, true, start + Character.MAX_VALUE, true);
  }

  /** The host backwards, without the star. */
  private static String backwards(String host) {
    var plain = Hosts.isWildcard(host) ? host.substring(1) : host;
    return new StringBuilder(plain).reverse().toString();
  }
}

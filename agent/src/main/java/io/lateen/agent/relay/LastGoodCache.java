// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.relay;

import io.envoyproxy.envoy.service.discovery.v3.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The accepted resources of one workload, by type and name. One thread at a time. */
final class LastGoodCache {

  private final Map<String, Map<String, Resource>> types = new HashMap<>();

  void restore(LastGood lastGood) {
    lastGood.types().forEach((typeUrl, resources) -> commit(typeUrl, resources, List.of()));
  }

  /** Whether anything of the type was ever accepted, be it an empty set. */
  boolean knows(String typeUrl) {
    return types.containsKey(typeUrl);
  }

  boolean isEmpty() {
    return types.isEmpty();
  }

  @Nullable Resource get(String typeUrl, String name) {
    return types.getOrDefault(typeUrl, Map.of()).get(name);
  }

  Set<String> names(String typeUrl) {
    return types.getOrDefault(typeUrl, Map.of()).keySet();
  }

  /** Whether this very version is here. */
  boolean has(String typeUrl, String name, String version) {
    var resource = get(typeUrl, name);
    return resource != null && resource.getVersion().equals(version);
  }

  /** Resources without content say that there is none and are not kept. */
  void commit(String typeUrl, List<Resource> resources, List<String> removed) {
    var known = types.computeIfAbsent(typeUrl, url -> new LinkedHashMap<>());
    for (var resource : resources) {
      if (resource.hasResource()) {
        known.put(resource.getName(), resource);
      }
    }
    removed.forEach(known::remove);
  }

  /** Returns whether there was something to drop. */
  boolean dropUnless(String typeUrl, Predicate<String> wanted) {
    var known = types.get(typeUrl);
    return known != null && known.keySet().removeIf(name -> !wanted.test(name));
  }

  boolean drop(String typeUrl, String name) {
    var known = types.get(typeUrl);
    return known != null && known.remove(name) != null;
  }

  int size() {
    return types.values().stream().mapToInt(Map::size).sum();
  }

  /** What may lie on a disk: everything but secrets, which only live in memory. */
  LastGood snapshot() {
    Map<String, List<Resource>> copy = new HashMap<>();
    types.forEach(
        (typeUrl, resources) -> {
          if (!typeUrl.equals(RelayTypes.SECRET)) {
            copy.put(typeUrl, new ArrayList<>(resources.values()));
          }
        });
    return new LastGood(copy);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import io.lateen.base.problem.Problem;
import io.lateen.base.problem.Problems;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The resources of one proxy while they are collected; the first of a name stays. */
final class ProxyResourcesBuilder {

  private final ResourceCatalog catalog;
  private final Map<String, SortedMap<String, EncodedResource>> byType = new TreeMap<>();
  private final List<Problem> problems = new ArrayList<>();

  ProxyResourcesBuilder(ResourceCatalog catalog) {
    this.catalog = catalog;
    for (var type :
        List.of(
            ResourceTypes.CLUSTER,
            ResourceTypes.ENDPOINT,
            ResourceTypes.LISTENER,
            ResourceTypes.ROUTE,
            ResourceTypes.NAME_TABLE)) {
      byType.put(type, new TreeMap<>());
    }
  }

  ResourceCatalog catalog() {
    return catalog;
  }

  /** Whether the resource is kept: Envoy refuses two of one name, so a second one is dropped. */
  boolean add(String type, EncodedResource resource) {
    return byType.computeIfAbsent(type, _ -> new TreeMap<>()).putIfAbsent(resource.name(), resource)
        == null;
  }

  void report(Collection<Problem> found) {
    problems.addAll(found);
  }

  ProxyResources build() {
    var types = new TreeMap<String, Map<String, EncodedResource>>();
    byType.forEach(
        (type, resources) -> types.put(type, Collections.unmodifiableSortedMap(resources)));
    return new ProxyResources(types, new Problems(problems));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * Resources by type and name. Persistent: what an edit does not concern is shared with the state
 * before it. Envoy refuses two resources of one name, so of two the first stays.
 *
 * @param byType resources by type URL and name
 * @param shadowed how many resources are not there because of their names
 */
record SharedResources(PMap<String, PSortedMap<String, EncodedResource>> byType, int shadowed) {

  static final SharedResources EMPTY = new SharedResources(HashTreePMap.empty(), 0);

  /** The resources of one type by name. */
  PSortedMap<String, EncodedResource> ofType(String type) {
    return byType.getOrDefault(type, TreePMap.empty());
  }

  /** With the resources of {@code part}. */
  SharedResources plus(ResourcePart part) {
    var types = byType;
    var hidden = shadowed;
    for (var typed : part.resources()) {
      var named = types.getOrDefault(typed.type(), TreePMap.empty());
      if (named.containsKey(typed.resource().name())) {
        hidden++;
      } else {
        types = types.plus(typed.type(), named.plus(typed.resource().name(), typed.resource()));
      }
    }
    return new SharedResources(types, hidden);
  }

  /** Without the resources of {@code part}; only when nothing is shadowed. */
  SharedResources minus(ResourcePart part) {
    var types = byType;
    for (var typed : part.resources()) {
      var named = types.getOrDefault(typed.type(), TreePMap.empty());
      types = types.plus(typed.type(), named.minus(typed.resource().name()));
    }
    return new SharedResources(types, shadowed);
  }
}

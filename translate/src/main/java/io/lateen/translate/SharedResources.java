// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import io.lateen.base.map.DiffMap;

/**
 * Resources by type and name. Persistent: what an edit does not concern is shared with the state
 * before it. Envoy refuses two resources of one name, so of two the first stays.
 *
 * @param byType resources by type URL and name
 * @param shadowed how many resources are not there because of their names
 */
record SharedResources(DiffMap<String, DiffMap<String, EncodedResource>> byType, int shadowed) {

  static final SharedResources EMPTY = new SharedResources(DiffMap.empty(), 0);

  /** The resources of one type by name. */
  DiffMap<String, EncodedResource> ofType(String type) {
    return byType.getOrDefault(type, DiffMap.empty());
  }

  /** The resources of one type with those of {@code part}. */
  DiffMap<String, EncodedResource> ofType(String type, ResourcePart part) {
    var named = ofType(type);
    for (var typed : part.resources()) {
      if (typed.type().equals(type) && !named.containsKey(typed.resource().name())) {
        named = named.plus(typed.resource().name(), typed.resource());
      }
    }
    return named;
  }

  /** With the resources of {@code part}. */
  SharedResources plus(ResourcePart part) {
    var types = byType;
    var hidden = shadowed;
    for (var typed : part.resources()) {
      var named = types.getOrDefault(typed.type(), DiffMap.empty());
      if (named.containsKey(typed.resource().name())) {
        hidden++;
      } else {
        types = types.plus(typed.type(), named.plus(typed.resource().name(), typed.resource()));
      }
    }
    return new SharedResources(types, hidden);
  }

  /**
   * With the resources of one part in the place of another one's. When one of them is hidden by
   * another part, or was, only the count of hidden ones is right, and it is not 0.
   */
  SharedResources with(ResourcePart before, ResourcePart after) {
    var types = byType;
    var hidden = shadowed;
    for (var typed : before.resources()) {
      if (!has(after, typed)) {
        types = types.plus(typed.type(), of(types, typed).minus(typed.resource().name()));
      }
    }
    for (var typed : after.resources()) {
      var named = of(types, typed);
      if (named.containsKey(typed.resource().name()) && !has(before, typed)) {
        hidden++;
      }
      types = types.plus(typed.type(), named.plus(typed.resource().name(), typed.resource()));
    }
    return new SharedResources(types, hidden);
  }

  /** With other resources of one type. */
  SharedResources with(String type, DiffMap<String, EncodedResource> named) {
    return new SharedResources(byType.plus(type, named), shadowed);
  }

  private static DiffMap<String, EncodedResource> of(
      DiffMap<String, DiffMap<String, EncodedResource>> types, ResourcePart.Typed typed) {
    return types.getOrDefault(typed.type(), DiffMap.empty());
  }

  private static boolean has(ResourcePart part, ResourcePart.Typed typed) {
    return part.resources().stream()
        .anyMatch(
            other ->
                other.type().equals(typed.type())
                    && other.resource().name().equals(typed.resource().name()));
  }
}

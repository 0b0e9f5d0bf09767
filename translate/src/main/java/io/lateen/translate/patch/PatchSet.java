// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.patch;

import io.lateen.api.ObjectKey;
import io.lateen.api.envoyfilter.ApplyTo;
import io.lateen.api.envoyfilter.ConfigPatch.Context;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The patches for one proxy in the order in which they apply. Two sets are equal when their
 * versions are: a hash of everything that the patches say.
 */
final class PatchSet {

  private final String version;
  private final Map<ApplyTo, List<Patch>> patches = new EnumMap<>(ApplyTo.class);

  /**
   * @param version content hash of the patches
   */
  PatchSet(String version, List<Patch> ordered) {
    this.version = version;
    for (var patch : ordered) {
      patches.computeIfAbsent(patch.applyTo(), _ -> new ArrayList<>()).add(patch);
    }
  }

  boolean isEmpty() {
    return patches.isEmpty();
  }

  /** Whether there is a patch for one of these. */
  boolean concerns(ApplyTo... kinds) {
    for (var kind : kinds) {
      if (patches.containsKey(kind)) {
        return true;
      }
    }
    return false;
  }

  /** The patches for one kind of thing on one side of the proxy. */
  List<Patch> of(ApplyTo kind, Context side) {
    return patches.getOrDefault(kind, List.of()).stream().filter(one -> one.isFor(side)).toList();
  }

  /** The patches for one kind of thing, whatever side they are for. */
  List<Patch> all(ApplyTo kind) {
    return List.copyOf(patches.getOrDefault(kind, List.of()));
  }

  /** The objects behind the patches, in order. */
  List<ObjectKey> objects() {
    var objects = new LinkedHashSet<ObjectKey>();
    patches.values().forEach(list -> list.forEach(patch -> objects.add(patch.cause().object())));
    return List.copyOf(objects);
  }

  /** The first patch of an object, for messages about the object. */
  Optional<Patch> firstOf(ObjectKey object) {
    return patches.values().stream()
        .flatMap(List::stream)
        .filter(patch -> patch.cause().object().equals(object))
        .findFirst();
  }

  /** Only the patches of these objects. */
  PatchSet only(Set<ObjectKey> objects) {
    var kept =
        patches.values().stream()
            .flatMap(List::stream)
            .filter(patch -> objects.contains(patch.cause().object()))
            .toList();
    return new PatchSet(version + objects, kept);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PatchSet set && version.equals(set.version);
  }

  @Override
  public int hashCode() {
    return version.hashCode();
  }
}

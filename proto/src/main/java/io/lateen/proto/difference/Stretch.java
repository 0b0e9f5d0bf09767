// SPDX-License-Identifier: Apache-2.0
package io.lateen.proto.difference;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where two contents differ: between what both have at their beginning and at their end as the same
 * parts. Of a part that only one of them has, its own parts stand here, so finding it takes as long
 * as they are many, whatever the size of the whole.
 *
 * @param begin where it begins in the base, bytes
 * @param end where it ends in the base, bytes
 * @param base what the base has there
 * @param whole what the other content has there
 */
record Stretch(int begin, int end, List<Part> base, List<Part> whole) {

  static Stretch between(Part base, Part whole) {
    var next = new Stretch(0, base.size(), List.of(base), List.of(whole)).narrowed();
    while (next.canOpen()) {
      next = next.opened().narrowed();
    }
    return next;
  }

  /** Without the parts that both have at the beginning and at the end. */
  private Stretch narrowed() {
    int shorter = Math.min(base.size(), whole.size());
    int first = 0;
    int from = begin;
    while (first < shorter && base.get(first) == whole.get(first)) {
      from += base.get(first).size();
      first++;
    }
    int last = 0;
    int to = end;
    while (last < shorter - first
        && base.get(base.size() - 1 - last) == whole.get(whole.size() - 1 - last)) {
      to -= base.get(base.size() - 1 - last).size();
      last++;
    }
    return new Stretch(
        from,
        to,
        base.subList(first, base.size() - last),
        whole.subList(first, whole.size() - last));
  }

  private boolean canOpen() {
    var shared = shared();
    return Stream.concat(base.stream(), whole.stream())
        .anyMatch(part -> !part.parts().isEmpty() && !shared.contains(part));
  }

  /** With the parts of those that only one of them has. */
  private Stretch opened() {
    var shared = shared();
    return new Stretch(begin, end, opened(base, shared), opened(whole, shared));
  }

  private static List<Part> opened(List<Part> parts, Set<Part> shared) {
    return parts.stream()
        .flatMap(
            part ->
                part.parts().isEmpty() || shared.contains(part)
                    ? Stream.of(part)
                    : part.parts().stream())
        .toList();
  }

  private Set<Part> shared() {
    Set<Part> shared = Collections.newSetFromMap(new IdentityHashMap<>());
    shared.addAll(base);
    Set<Part> ofWhole = Collections.newSetFromMap(new IdentityHashMap<>());
    ofWhole.addAll(whole);
    shared.retainAll(ofWhole);
    return shared;
  }
}

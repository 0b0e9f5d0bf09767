// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import io.lateen.translate.memo.Kept;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What plans that classes share came to when one of the classes ran them again, so that the others
 * find it. It is only where to look: whoever takes a successor asks it first whether it holds for
 * him. For one thread at a time; any may ask for the size.
 */
final class Successors {

  /** Most plans of one state; others are run by each class (docs/limits.md). */
  static final int MAX_PLANS = 4_096;

  private final Map<Kept<Piece>, Kept<Piece>> byOld = new IdentityHashMap<>();
  private volatile int size;

  /** What came after a plan somewhere else. */
  @Nullable Kept<Piece> of(Kept<Piece> old) {
    return byOld.get(old);
  }

  /** Remembers what came after a plan. */
  void put(Kept<Piece> old, Kept<Piece> now) {
    if (byOld.size() < MAX_PLANS) {
      byOld.put(old, now);
      size = byOld.size();
    }
  }

  /** How many plans are remembered. */
  int size() {
    return size;
  }

  /** Forgets all, for the mesh has another state. */
  void clear() {
    byOld.clear();
    size = 0;
  }
}

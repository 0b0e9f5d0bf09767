// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.stream;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the client refused of one type. A guilty content is never sent again; a mere suspect (it
 * travelled with a guilty one and may not have been applied) rides along once with the next change
 * of the type.
 */
final class Rejections {

  /** What was refused, and whether it may be tried again. */
  private record Rejection(String version, boolean guilty, boolean retried) {}

  private final Map<String, Rejection> byName = new HashMap<>();

  boolean isEmpty() {
    return byName.isEmpty();
  }

  Set<String> names() {
    return byName.keySet();
  }

  void rejected(String name, String version, boolean guilty) {
    var before = byName.get(name);
    var again = before != null && before.version().equals(version);
    byName.put(name, new Rejection(version, guilty || again, false));
  }

  void forget(String name) {
    byName.remove(name);
  }

  /** Whether this content stands refused and must not be sent. */
  boolean bars(String name, String version) {
    var rejection = byName.get(name);
    return rejection != null
        && rejection.version().equals(version)
        && (rejection.guilty() || !rejection.retried());
  }

  /** Releases the suspects that were not tried again yet and names them. */
  List<String> releaseSuspects() {
    var released = new ArrayList<String>();
    byName.replaceAll(
        (name, rejection) -> {
          if (rejection.guilty() || rejection.retried()) {
            return rejection;
          }
          released.add(name);
          return new Rejection(rejection.version(), false, true);
        });
    return released;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

import io.lateen.base.Copies;
import java.util.List;
import java.util.Map;

/**
 * Changes to headers.
 *
 * @param set replaces values, by header name
 * @param add appends values, by header name
 * @param remove names of headers to remove
 */
public record HeaderOperations(
    Map<String, String> set, Map<String, String> add, List<String> remove) {

  /** No changes. */
  public static final HeaderOperations NONE = new HeaderOperations(Map.of(), Map.of(), List.of());

  /** Copies the collections. */
  public HeaderOperations {
    set = Copies.sorted(set);
    add = Copies.sorted(add);
    remove = List.copyOf(remove);
  }

  /** Whether nothing changes. */
  public boolean isEmpty() {
    return set.isEmpty() && add.isEmpty() && remove.isEmpty();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.access;

import java.util.Set;
import java.util.TreeSet;

/**
 * A subject has a role in namespaces.
 *
 * @param namespaces names, or {@link #EVERYWHERE}; never empty
 */
public record Binding(String subject, Role role, Set<String> namespaces) {

  /** All namespaces, and what is in none. */
  public static final String EVERYWHERE = "*";

  /** Most namespaces of one binding (docs/limits.md). */
  public static final int MAX_NAMESPACES = 1000;

  /** Refuses a binding to no place or to too many. */
  public Binding {
    namespaces = Set.copyOf(namespaces);
    if (namespaces.isEmpty() || namespaces.size() > MAX_NAMESPACES) {
      throw new IllegalArgumentException("a binding has 1 to " + MAX_NAMESPACES + " namespaces");
    }
  }

  /** Whether it holds there. */
  boolean covers(String namespace) {
    return namespaces.contains(EVERYWHERE)
        || (!namespace.isEmpty() && namespaces.contains(namespace));
  }

  /** The role and where it holds. */
  String words() {
    return namespaces.contains(EVERYWHERE)
        ? role.word() + " everywhere"
        : role.word() + " in " + String.join(", ", new TreeSet<>(namespaces));
  }
}

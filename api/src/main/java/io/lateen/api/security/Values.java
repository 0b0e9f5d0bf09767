// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.security;

import java.util.List;

/**
 * A condition on one attribute of a request: it has one of some values, and none of others. An
 * empty list is no condition. How values are compared (exact, prefix {@code x*}, suffix {@code *x},
 * presence {@code *}, CIDR block, path template) depends on the attribute.
 *
 * @param anyOf values of which one must hold
 * @param noneOf values of which none may hold
 */
public record Values(List<String> anyOf, List<String> noneOf) {

  /** No condition. */
  public static final Values ANY = new Values(List.of(), List.of());

  /** Copies the lists. */
  public Values {
    anyOf = List.copyOf(anyOf);
    noneOf = List.copyOf(noneOf);
  }

  /** Whether there is no condition. */
  public boolean isEmpty() {
    return anyOf.isEmpty() && noneOf.isEmpty();
  }
}

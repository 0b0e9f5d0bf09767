// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.security;

import java.util.List;

/**
 * A rule of a policy: it matches when one source, one operation and every condition match; an empty
 * list matches always.
 *
 * @param from sources
 * @param to operations
 * @param when conditions
 * @param line 1-based line of the document
 */
public record AuthorizationRule(
    List<Source> from, List<Operation> to, List<Condition> when, int line) {

  /** Copies the lists. */
  public AuthorizationRule {
    from = List.copyOf(from);
    to = List.copyOf(to);
    when = List.copyOf(when);
  }
}

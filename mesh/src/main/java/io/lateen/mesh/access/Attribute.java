// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.access;

import io.lateen.api.security.Values;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One attribute of a request and what a rule says of it.
 *
 * @param field how the rule names it
 * @param ofRequests whether only HTTP requests have it
 * @param fits whether one of the rule's values means what the request has
 */
record Attribute(String field, boolean ofRequests, Values values, Predicate<String> fits) {

  /** What is missing to a match; empty when it matches. One value must fit, and none of the not. */
  Optional<String> misses() {
    if (!values.anyOf().isEmpty() && values.anyOf().stream().noneMatch(fits)) {
      return Optional.of(field + " is none of " + values.anyOf());
    }
    return values.noneOf().stream()
        .filter(fits)
        .findFirst()
        .map(value -> "not " + field + " names " + value);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.document;

import io.lateen.api.ConfigObject;
import io.lateen.base.problem.Problem;
import java.util.List;
import java.util.stream.Stream;

/**
 * A look at a decoded object by those who know more than its schema. An error refuses the object.
 * Must be pure and safe on any thread.
 */
@FunctionalInterface
public interface ObjectCheck {

  /** Nobody knows more. */
  ObjectCheck NONE = object -> List.of();

  /** Both looks. */
  default ObjectCheck and(ObjectCheck other) {
    return object ->
        Stream.concat(problems(object).stream(), other.problems(object).stream()).toList();
  }

  /** What is wrong with an object that obeys its schema. */
  List<Problem> problems(ConfigObject<?> object);
}

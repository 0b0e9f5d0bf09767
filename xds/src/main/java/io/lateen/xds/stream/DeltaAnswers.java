// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.stream;

import io.lateen.xds.resource.ResourceView;
import java.util.Optional;

/** Incremental responses: what changed and what is gone. */
final class DeltaAnswers implements Answers {

  @Override
  public Optional<Draft> next(
      TypeState type, ResourceView view, boolean deferRemovals, int budget) {
    var due = type.takeAnswerDue();
    var changes = type.changes(view, deferRemovals, budget);
    if (changes.isEmpty() && !due) {
      return Optional.empty();
    }
    return Optional.of(
        new Draft(
            Long.toString(view.epoch()),
            changes.entries(),
            changes.removed(),
            changes.removed(),
            changes.entries()));
  }
}

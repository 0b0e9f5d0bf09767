// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.stream;

import io.lateen.xds.resource.ResourceView;
import java.util.Optional;

/** Incremental responses: what changed and what is gone. */
final class DeltaAnswers implements Answers {

  /**
   * Epoch and, behind an {@code @}, the source's revision: in the incremental variant the version
   * of a response is for display, and Lateen's node agent reads the revision from it.
   */
  private static String version(ResourceView view) {
    return view.revision() > 0 ? view.epoch() + "@" + view.revision() : "" + view.epoch();
  }

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
            version(view),
            changes.entries(),
            changes.removed(),
            changes.removed(),
            changes.entries()));
  }
}

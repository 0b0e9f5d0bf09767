// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.stream;

import io.lateen.xds.resource.ResourceView;
import java.util.List;
import java.util.Optional;

/** How a variant of the protocol turns marked names into a response. */
sealed interface Answers permits DeltaAnswers, SotwAnswers {

  /**
   * A response without a nonce.
   *
   * @param removed told to the client
   * @param forgotten what the client no longer holds after it, told or implied
   * @param changed names whose content is new to the client
   */
  record Draft(
      String version,
      List<StreamResponse.Entry> entries,
      List<String> removed,
      List<String> forgotten,
      List<StreamResponse.Entry> changed) {}

  /** The next response of the type, or nothing when there is nothing to say. */
  Optional<Draft> next(TypeState type, ResourceView view, boolean deferRemovals, int budget);
}

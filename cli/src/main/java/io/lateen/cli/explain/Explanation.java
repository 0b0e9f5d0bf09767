// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.explain;

import io.lateen.translate.evaluate.Answer;
import java.util.List;
import java.util.Optional;

/**
 * An answer with the objects behind it.
 *
 * @param deciders finds the object behind each step
 * @param losers objects that a user may have expected to decide, and why they did not
 * @param arrival what the proxy of the called workload makes of the call; empty where none is known
 */
record Explanation(
    Answer answer, Deciders deciders, List<Loser> losers, Optional<Arrival> arrival) {

  /**
   * An object that did not decide.
   *
   * @param why a phrase, as in {@code is not exported to namespace a}
   */
  record Loser(String kind, String namespace, String name, String file, int line, String why) {}

  /**
   * The other end of the call.
   *
   * @param proxy {@code NAME.NAMESPACE}
   */
  record Arrival(String proxy, Explanation explanation) {}

  Explanation {
    losers = List.copyOf(losers);
  }
}

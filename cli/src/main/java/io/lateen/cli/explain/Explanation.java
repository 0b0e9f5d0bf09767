// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.explain;

import io.lateen.translate.evaluate.Answer;
import java.util.List;

/**
 * An answer with the objects behind it.
 *
 * @param deciders finds the object behind each step
 * @param losers objects that a user may have expected to decide, and why they did not
 */
record Explanation(Answer answer, Deciders deciders, List<Loser> losers) {

  /**
   * An object that did not decide.
   *
   * @param why a phrase, as in {@code is not exported to namespace a}
   */
  record Loser(String kind, String namespace, String name, String file, int line, String why) {}

  Explanation {
    losers = List.copyOf(losers);
  }
}

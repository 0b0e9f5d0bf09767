// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.access;

import java.util.ArrayList;
import java.util.List;

/**
 * What a round has found.
 *
 * @param pairs how many pairs of policies and request were judged by both
 * @param allowed how many of them passed
 * @param invalid requests that Envoy did not understand, beside the pairs
 * @param differences pairs that were judged differently
 */
public record Round(long pairs, long allowed, long invalid, List<Difference> differences) {

  /** Nothing yet. */
  public static final Round NOTHING = new Round(0, 0, 0, List.of());

  public Round {
    differences = List.copyOf(differences);
  }

  /** Both together. */
  public Round and(Round other) {
    var all = new ArrayList<>(differences);
    all.addAll(other.differences);
    return new Round(pairs + other.pairs, allowed + other.allowed, invalid + other.invalid, all);
  }
}

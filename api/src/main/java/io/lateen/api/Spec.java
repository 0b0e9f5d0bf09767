// SPDX-License-Identifier: Apache-2.0
package io.lateen.api;

/**
 * The specification of a configuration object. The implementations are closed by {@link Kinds}: one
 * record for each kind that is served. Not {@code sealed}, because outside named modules Java wants
 * a sealed type and its subtypes in one package.
 */
public interface Spec {

  /**
   * This specification. What it has in common with an earlier version of the same object are that
   * one's very objects, in kinds that are edited often and are large: the earlier version's are old
   * already, and what is read anew can be forgotten at once.
   */
  default Spec sharing(Spec earlier) {
    return this;
  }
}

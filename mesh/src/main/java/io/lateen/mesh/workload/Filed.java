// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.workload;

import io.lateen.api.ObjectKey;

/**
 * The place of a workload in an index in which several may stand under one word.
 *
 * @param under what it is looked up by
 * @param object the workload's; decides among those of one word
 */
public record Filed(String under, ObjectKey object) implements Comparable<Filed> {

  private static final ObjectKey FIRST = new ObjectKey("", "", "", "");

  /** Before all places under that word. */
  static Filed first(String word) {
    return new Filed(word, FIRST);
  }

  @Override
  public int compareTo(Filed other) {
    int order = under.compareTo(other.under);
    return order == 0 ? object.compareTo(other.object) : order;
  }
}

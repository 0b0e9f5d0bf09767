// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcestore;

/**
 * One committed change of one object.
 *
 * @param object the state after the change; for {@link Type#DELETED} the last state, with the
 *     revision of the removal
 */
public record StoreEvent(Type type, StoredObject object) {

  /** What happened; the names are those of Kubernetes' watch events. */
  public enum Type {
    ADDED,
    MODIFIED,
    DELETED
  }

  /** The store revision that this change made. */
  public long revision() {
    return object.revision();
  }
}

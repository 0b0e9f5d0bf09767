// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcestore;

import io.lateen.api.ObjectKey;
import java.util.List;

/** What became of a write. */
public sealed interface WriteResult {

  /**
   * The write is on disk.
   *
   * @param outcomes one for each change, in their order
   * @param revision of the store after the write; unchanged when no document differed
   */
  record Committed(List<Outcome> outcomes, long revision) implements WriteResult {}

  /** Nothing was written, since the store was not as the change at {@code key} expected. */
  record Refused(Reason reason, ObjectKey key, String message) implements WriteResult {}

  /** Nothing was written, since the disk failed; what was stored before stays readable. */
  record Failed(StoreFailure failure) implements WriteResult {}

  /**
   * What one change did.
   *
   * @param object the state after it; for a removal the last one
   */
  record Outcome(Kind kind, StoredObject object) {

    /** The words that kubectl prints. */
    public enum Kind {
      CREATED,
      CONFIGURED,
      UNCHANGED,
      DELETED
    }
  }

  /** Why a write was refused. */
  enum Reason {
    NOT_FOUND,
    ALREADY_EXISTS,
    CONFLICT
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcestore;

import io.lateen.api.ObjectKey;
import java.time.Instant;

/**
 * One line of the append-only log.
 *
 * @param author who asked for the change, as the API authenticated them
 * @param json the document after the change; for a removal the last one
 */
public record Revision(
    long revision,
    ObjectKey key,
    StoreEvent.Type action,
    String author,
    Instant at,
    String json,
    String uid,
    long generation,
    Instant creation) {

  StoreEvent event() {
    return new StoreEvent(action, new StoredObject(key, json, revision, creation, uid, generation));
  }
}

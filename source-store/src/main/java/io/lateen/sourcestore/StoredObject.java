// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcestore;

import io.lateen.api.ObjectKey;
import java.time.Instant;

/**
 * One object as the store keeps it.
 *
 * @param json the document as it was applied, without what the server adds
 * @param revision the store revision that last changed it; Kubernetes calls it resourceVersion
 * @param creation when the object was first written, whole seconds
 * @param uid random, new for each object that is created again after a removal
 * @param generation counts changes outside metadata and status, from 1
 */
public record StoredObject(
    ObjectKey key, String json, long revision, Instant creation, String uid, long generation) {

  /** The document with the metadata of the server: uid, resourceVersion, generation, creation. */
  public String document() {
    return Documents.withServerMetadata(this);
  }
}

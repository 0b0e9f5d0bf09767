// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.status;

import io.lateen.api.ObjectKey;
import java.time.Instant;

/**
 * Something that happened to an object (Kubernetes' core/v1 Event).
 *
 * @param sequence grows with each event of this process; names it together with the object
 * @param uid of the object; empty for objects of watched folders
 * @param warning whether it is bad news
 * @param count how often the same was told
 */
public record ObjectEvent(
    long sequence,
    ObjectKey object,
    String uid,
    boolean warning,
    String reason,
    String message,
    int count,
    Instant first,
    Instant last) {

  ObjectEvent again(Instant now) {
    return new ObjectEvent(sequence, object, uid, warning, reason, message, count + 1, first, now);
  }

  boolean tellsTheSameAs(ObjectEvent other) {
    return object.equals(other.object)
        && uid.equals(other.uid)
        && reason.equals(other.reason)
        && message.equals(other.message);
  }

  /** The name of the event as an object, unique in its namespace while the process lives. */
  public String name() {
    return "%s.%x".formatted(object.name(), (first.getEpochSecond() << 20) + sequence);
  }
}

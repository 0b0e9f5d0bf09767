// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.stream;

/**
 * How one type of a stream stands.
 *
 * @param wildcard whether everything is wanted
 * @param names explicit subscriptions
 */
public record TypeReport(String typeUrl, Sync sync, boolean wildcard, int names) {

  /** The states that {@code proxy-status} shows. */
  public enum Sync {
    /** The client has what it should have. */
    SYNCED,
    /** Nothing was sent yet. */
    NOT_SENT,
    /** Something is waiting to be sent or answered. */
    STALE,
    /** The client refused something that still is its newest content. */
    NACKED
  }

  static TypeReport of(TypeState type) {
    return new TypeReport(
        type.typeUrl, sync(type), type.subscription.wildcard(), type.subscription.names().size());
  }

  private static Sync sync(TypeState type) {
    if (!type.rejections.isEmpty()) {
      return Sync.NACKED;
    }
    if (!type.wasContacted()) {
      return Sync.NOT_SENT;
    }
    return type.idle() ? Sync.SYNCED : Sync.STALE;
  }
}

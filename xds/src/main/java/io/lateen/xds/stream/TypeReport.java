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

  /** A type that nothing was said about yet. */
  static TypeReport of(String typeUrl) {
    return new TypeReport(typeUrl, Sync.NOT_SENT, false, 0);
  }

  /** How the same type stands now; this report when it stands as before. */
  TypeReport next(TypeState type) {
    var now = sync(type);
    var subscription = type.subscription;
    int wanted = subscription.names().size();
    return now == sync && subscription.wildcard() == wildcard && wanted == names
        ? this
        : new TypeReport(typeUrl, now, subscription.wildcard(), wanted);
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

// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.scope;

import io.lateen.mesh.routing.RouteRank;
import java.util.Comparator;
import java.util.Optional;

/**
 * Where a scope first names a service: a listener imports it, or a route of a listener leads to it.
 * Imports go before routes.
 *
 * @param listener index of the egress listener
 * @param imported rank of the imported service; absent for a route
 * @param route rank of the VirtualService; absent for an import
 */
public record Mention(
    int listener, Optional<ServiceRank> imported, Optional<RouteRank> route, String host)
    implements Comparable<Mention> {

  private static final Comparator<Mention> ORDER =
      Comparator.comparingInt(Mention::listener)
          .thenComparing(mention -> mention.imported().isEmpty())
          .thenComparing((one, other) -> compare(one.imported(), other.imported()))
          .thenComparing((one, other) -> compare(one.route(), other.route()))
          .thenComparing(Mention::host);

  static Mention of(int listener, ServiceRank rank, String host) {
    return new Mention(listener, Optional.of(rank), Optional.empty(), host);
  }

  static Mention of(int listener, RouteRank rank, String host) {
    return new Mention(listener, Optional.empty(), Optional.of(rank), host);
  }

  /** Both are there, or none. */
  private static <T extends Comparable<T>> int compare(Optional<T> one, Optional<T> other) {
    return one.isEmpty() || other.isEmpty() ? 0 : one.get().compareTo(other.get());
  }

  @Override
  public int compareTo(Mention other) {
    return ORDER.compare(this, other);
  }
}

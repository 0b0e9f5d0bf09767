// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.grpc;

import io.lateen.translate.Provenance;
import io.lateen.translate.ResourceKey;
import io.lateen.translate.route.RoutePlan;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The routes of calls to one service port.
 *
 * @param resourceName as the listeners name it
 * @param routes first match wins
 * @param missing clusters among their targets that the client does not get
 * @param fallback a cluster that the client gets, for calls that end before they reach one; empty
 *     when no route leads to one
 */
public record GrpcRouteKey(
    String resourceName,
    List<RoutePlan> routes,
    SortedSet<String> missing,
    String fallback,
    Provenance provenance)
    implements ResourceKey {

  public GrpcRouteKey {
    routes = List.copyOf(routes);
    missing = new TreeSet<>(missing);
  }
}

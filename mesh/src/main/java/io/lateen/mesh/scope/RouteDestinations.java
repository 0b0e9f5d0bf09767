// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.scope;

import io.lateen.api.networking.Destination;
import io.lateen.api.networking.HttpMirror;
import io.lateen.api.networking.HttpRoute;
import io.lateen.api.networking.HttpRouteDestination;
import io.lateen.api.networking.RouteDestination;
import io.lateen.api.networking.VirtualService;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The hosts to which the routes of a VirtualService lead. */
final class RouteDestinations {

  /** Stands for all ports of a host: a destination names none. */
  static final int EVERY_PORT = 0;

  private RouteDestinations() {}

  /**
   * Ports by host.
   *
   * @param spec fully qualified
   * @param client namespace of the proxies: rules for callers of other namespaces do not count
   */
  static Map<String, Set<Integer>> of(VirtualService spec, String client) {
    var found = new TreeMap<String, Set<Integer>>();
    for (HttpRoute route : spec.http()) {
      if (concerns(route, client)) {
        route.route().stream().map(HttpRouteDestination::destination).forEach(to -> add(found, to));
        route.mirrors().stream().map(HttpMirror::destination).forEach(to -> add(found, to));
      }
    }
    spec.tls().stream()
        .flatMap(route -> route.route().stream())
        .map(RouteDestination::destination)
        .forEach(to -> add(found, to));
    spec.tcp().stream()
        .flatMap(route -> route.route().stream())
        .map(RouteDestination::destination)
        .forEach(to -> add(found, to));
    return found;
  }

  /** A rule concerns a client unless all matches that name a source namespace name others. */
  private static boolean concerns(HttpRoute route, String client) {
    var namespaces =
        route.match().stream()
            .map(match -> match.sourceNamespace())
            .filter(namespace -> !namespace.isEmpty())
            .toList();
    return namespaces.isEmpty() || namespaces.contains(client);
  }

  private static void add(Map<String, Set<Integer>> found, Destination to) {
    found.computeIfAbsent(to.host(), host -> new TreeSet<>()).add(to.port().orElse(EVERY_PORT));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.discovery;

import io.lateen.xds.resource.TypeUrls;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A small configuration that random steps change: clusters with endpoints, routes that name a
 * cluster, listeners that name a route. Nothing ever names what does not exist. Values are
 * revisions, so that every step makes new content.
 */
final class MiniMesh {

  /** A cluster that shows its revision, and the ports of its endpoints. */
  record Backend(int revision, Set<Integer> ports) {}

  /** A route configuration; a bad one is refused by Envoy. */
  record Route(int revision, String cluster, boolean bad) {}

  /** A listener that is not bound to its port. */
  record Door(int revision, String route) {}

  private static final List<String> CLUSTERS = List.of("c0", "c1", "c2", "c3", "c4");
  private static final List<String> ROUTES = List.of("r0", "r1", "r2");
  private static final List<String> LISTENERS = List.of("l0", "l1", "l2");

  final Map<String, Backend> backends = new TreeMap<>();
  final Map<String, Route> routes = new TreeMap<>();
  final Map<String, Door> doors = new TreeMap<>();
  private final RandomGenerator random;
  private int revision;

  MiniMesh(RandomGenerator random) {
    this.random = random;
    changeRoute("r0");
    doors.put("l0", new Door(next(), "r0"));
  }

  private int next() {
    return ++revision;
  }

  private String any(List<String> names) {
    return names.get(random.nextInt(names.size()));
  }

  /** Changes something at random and says what. */
  String change() {
    return switch (random.nextInt(8)) {
      case 0, 1 -> changeEndpoints(any(CLUSTERS));
      case 2 -> changeCluster(any(CLUSTERS));
      case 3, 4 -> changeRoute(any(ROUTES));
      case 5 -> changeDoor(any(LISTENERS));
      case 6 -> removeCluster(any(CLUSTERS));
      default -> removeDoor(any(LISTENERS));
    };
  }

  private String changeEndpoints(String name) {
    var old = backends.getOrDefault(name, new Backend(next(), Set.of()));
    var ports = new HashSet<Integer>();
    for (var count = random.nextInt(4); count > 0; count--) {
      ports.add(10_000 + random.nextInt(50));
    }
    backends.put(name, new Backend(old.revision(), Set.copyOf(ports)));
    return "endpoints of " + name;
  }

  private String changeCluster(String name) {
    var ports = backends.getOrDefault(name, new Backend(0, Set.of(10_000))).ports();
    backends.put(name, new Backend(next(), ports));
    return "cluster " + name;
  }

  /** Routes may come with their cluster, in the same change. */
  private String changeRoute(String name) {
    var cluster = any(CLUSTERS);
    if (!backends.containsKey(cluster)) {
      changeCluster(cluster);
    }
    routes.put(name, new Route(next(), cluster, false));
    return "route " + name + " to " + cluster;
  }

  private String changeDoor(String name) {
    var route = any(ROUTES);
    if (!routes.containsKey(route)) {
      changeRoute(route);
    }
    doors.put(name, new Door(next(), route));
    return "listener " + name + " with " + route;
  }

  /** What names the cluster moves away in the same change. */
  private String removeCluster(String name) {
    if (backends.size() < 2 || backends.remove(name) == null) {
      return "nothing";
    }
    var other = backends.keySet().iterator().next();
    routes.replaceAll(
        (route, old) -> old.cluster().equals(name) ? new Route(next(), other, old.bad()) : old);
    return "no cluster " + name;
  }

  private String removeDoor(String name) {
    return doors.size() > 1 && doors.remove(name) != null ? "no listener " + name : "nothing";
  }

  /** A route that listeners use becomes one that Envoy refuses. */
  String spoil() {
    var name = doors.values().iterator().next().route();
    var old = routes.get(name);
    if (old != null) {
      routes.put(name, new Route(next(), old.cluster(), true));
    }
    return name;
  }

  /** Makes a route good again, wherever it goes now. */
  String mend(String route) {
    return changeRoute(route);
  }

  /** Routes that a listener names; Envoy asks for no others. */
  Set<String> usedRoutes() {
    var used = new HashSet<String>();
    doors.values().forEach(door -> used.add(door.route()));
    return used;
  }

  /** All that there is, as Envoy's messages. */
  MiniView view(long epoch, Variant variant) {
    var view = new MiniView(epoch);
    backends.forEach(
        (name, backend) -> {
          view.add(TypeUrls.CLUSTER, name, MiniResources.cluster(name, backend, variant));
          view.add(TypeUrls.ENDPOINT, name, MiniResources.endpoints(name, backend));
        });
    routes.forEach(
        (name, route) -> view.add(TypeUrls.ROUTE, name, MiniResources.route(name, route, variant)));
    doors.forEach(
        (name, door) ->
            view.add(TypeUrls.LISTENER, name, MiniResources.listener(name, door, variant)));
    return view;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.discovery;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * What Envoy has in use, in the words of {@link MiniMesh}: the revision of each resource, with what
 * it names. A resource that is warming is shown as such, so that it equals nothing that is wanted.
 */
record Holdings(
    Map<String, String> clusters,
    Map<String, Set<Integer>> endpoints,
    Map<String, String> listeners,
    Map<String, String> routes) {

  /** What the mesh should look like in Envoy; {@code kept} are routes whose newest is refused. */
  static Holdings wanted(MiniMesh mesh, Map<String, String> kept) {
    var clusters = new TreeMap<String, String>();
    var endpoints = new TreeMap<String, Set<Integer>>();
    mesh.backends.forEach(
        (name, backend) -> {
          clusters.put(name, "1.%03ds".formatted(backend.revision()));
          endpoints.put(name, new TreeSet<>(backend.ports()));
        });
    var listeners = new TreeMap<String, String>();
    mesh.doors.forEach(
        (name, door) -> listeners.put(name, "s" + door.revision() + " " + door.route()));
    var routes = new TreeMap<String, String>();
    mesh.routes.forEach(
        (name, route) -> {
          if (mesh.usedRoutes().contains(name)) {
            routes.put(
                name, kept.getOrDefault(name, "v" + route.revision() + " " + route.cluster()));
          }
        });
    return new Holdings(clusters, endpoints, listeners, routes);
  }

  /** Reads {@code /config_dump?include_eds} (envoy/admin/v3/config_dump.proto). */
  static Holdings of(JsonNode dump) {
    var holdings = new Holdings(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    dump.path("configs").forEach(holdings::read);
    return holdings;
  }

  private void read(JsonNode section) {
    section.path("dynamic_active_clusters").forEach(each -> cluster(each.path("cluster"), ""));
    section
        .path("dynamic_warming_clusters")
        .forEach(each -> cluster(each.path("cluster"), " warming"));
    section
        .path("dynamic_endpoint_configs")
        .forEach(each -> assignment(each.path("endpoint_config")));
    section.path("dynamic_listeners").forEach(this::listener);
    section.path("dynamic_route_configs").forEach(each -> route(each.path("route_config")));
  }

  private void cluster(JsonNode cluster, String state) {
    clusters.merge(
        text(cluster, "name"), text(cluster, "connect_timeout") + state, (a, b) -> a + b);
  }

  private void assignment(JsonNode assignment) {
    var ports = new TreeSet<Integer>();
    for (var locality : assignment.path("endpoints")) {
      for (var endpoint : locality.path("lb_endpoints")) {
        ports.add(endpoint.at("/endpoint/address/socket_address/port_value").asInt(0));
      }
    }
    endpoints.put(text(assignment, "cluster_name"), ports);
  }

  /** One that only drains has neither of the states. */
  private void listener(JsonNode listener) {
    if (!listener.has("active_state") && !listener.has("warming_state")) {
      return;
    }
    var manager = listener.at("/active_state/listener/filter_chains/0/filters/0/typed_config");
    var state = listener.has("warming_state") ? " warming" : "";
    listeners.put(
        text(listener, "name"),
        text(manager, "stat_prefix")
            + " "
            + text(manager.path("rds"), "route_config_name")
            + state);
  }

  private void route(JsonNode route) {
    var host = route.path("virtual_hosts").path(0);
    routes.put(
        text(route, "name"),
        text(host, "name") + " " + host.at("/routes/0/route/cluster").asString(""));
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asString("");
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.sim;

import com.google.protobuf.InvalidProtocolBufferException;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.Secret;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import io.lateen.xds.resource.TypeUrls;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a proxy has, with Envoy's rules: an updated cluster warms until its endpoints came again, a
 * listener takes effect when its routes are there, and until then the one before it works. Fails
 * with a {@link Violation} as soon as something is not as it must be.
 */
final class ProxyConfig {

  /** A cluster or a listener with routes that nothing has; or something old, or foreign. */
  static final class Violation extends AssertionError {
    private static final long serialVersionUID = 1L;

    Violation(String message) {
      super(message);
    }
  }

  private final String namespace;
  private final Map<String, Map<String, String>> versions = new TreeMap<>();
  private final Map<String, Cluster> clusters = new TreeMap<>();
  private final Set<String> warming = new TreeSet<>();
  private final Map<String, References> listeners = new TreeMap<>();
  private final Map<String, References> working = new TreeMap<>();
  private final Map<String, References> routes = new TreeMap<>();
  private final Map<String, Integer> marks = new TreeMap<>();

  ProxyConfig(String namespace) {
    this.namespace = namespace;
  }

  /** Name to version of a type. */
  Map<String, String> versions(String typeUrl) {
    return versions.computeIfAbsent(typeUrl, type -> new TreeMap<>());
  }

  /** Whether it takes the resource; listeners and clusters are always taken. */
  static boolean refuses(String typeUrl, Resource resource) throws InvalidProtocolBufferException {
    return typeUrl.equals(TypeUrls.ROUTE)
        && RouteConfiguration.parseFrom(resource.getResource().getValue())
            .getVirtualHostsList()
            .stream()
            .flatMap(host -> host.getRoutesList().stream())
            .anyMatch(route -> route.getName().startsWith("poison"));
  }

  void put(String typeUrl, Resource resource) throws InvalidProtocolBufferException {
    var name = resource.getName();
    var bytes = resource.getResource().getValue();
    switch (typeUrl) {
      case TypeUrls.CLUSTER -> {
        var cluster = Cluster.parseFrom(bytes);
        clusters.put(name, cluster);
        References.endpoints(cluster).ifPresent(warming::add);
        notOlder(Marks.of(cluster));
      }
      case TypeUrls.ENDPOINT -> {
        warming.remove(name);
        notOlder(Marks.of(ClusterLoadAssignment.parseFrom(bytes)));
      }
      case TypeUrls.LISTENER -> listeners.put(name, References.of(Listener.parseFrom(bytes)));
      case TypeUrls.ROUTE -> {
        var configuration = RouteConfiguration.parseFrom(bytes);
        routes.put(name, References.of(configuration));
        notOlder(Marks.of(configuration));
      }
      case TypeUrls.SECRET -> {
        var secret = Secret.parseFrom(bytes);
        if (!Marks.namespace(secret).equals(namespace)) {
          throw new Violation("has the secret " + name + " of " + Marks.namespace(secret));
        }
        notOlder(Marks.of(secret));
      }
      default -> {}
    }
    versions(typeUrl).put(name, resource.getVersion());
  }

  void remove(String typeUrl, String name) {
    versions(typeUrl).remove(name);
    switch (typeUrl) {
      case TypeUrls.CLUSTER -> {
        var gone = clusters.remove(name);
        if (gone != null) {
          References.endpoints(gone).ifPresent(this::dropEndpoints);
        }
      }
      case TypeUrls.ENDPOINT -> warming.remove(name);
      case TypeUrls.LISTENER -> {
        listeners.remove(name);
        working.remove(name);
      }
      case TypeUrls.ROUTE -> routes.remove(name);
      default -> {}
    }
  }

  private void dropEndpoints(String name) {
    warming.remove(name);
    versions(TypeUrls.ENDPOINT).remove(name);
  }

  private void notOlder(Map<String, Integer> found) {
    found.forEach(
        (trace, mark) -> {
          var before = marks.put(trace, mark);
          if (before != null && before > mark) {
            throw new Violation(trace + " goes back from " + before + " to " + mark);
          }
        });
  }

  /** Lets listeners work whose routes are there, and looks whether all that works is complete. */
  void settle() {
    listeners.forEach(
        (name, found) -> {
          if (routes.keySet().containsAll(found.routes())) {
            working.put(name, found);
          }
        });
    working.forEach(
        (name, found) -> {
          known("listener " + name, found.clusters());
          for (var route : found.routes()) {
            var named = routes.get(route);
            if (named == null) {
              throw new Violation(
                  "listener " + name + " names the route " + route + ", which is gone");
            }
            known("route " + route, named.clusters());
          }
        });
  }

  private void known(String user, Set<String> named) {
    for (var cluster : named) {
      if (!clusters.containsKey(cluster)) {
        throw new Violation(user + " names the cluster " + cluster + ", which is not there");
      }
    }
  }

  /** The relay answers its Envoy with the endpoints that it keeps; it does not ask for them. */
  void warmFromWhatItHas() {
    warming.removeAll(versions(TypeUrls.ENDPOINT).keySet());
  }

  /** Clusters whose endpoints did not come since their update. */
  Set<String> warming() {
    return warming;
  }

  /** Listeners that wait for their routes. */
  Set<String> waiting() {
    var waiting = new TreeSet<String>();
    listeners.forEach(
        (name, found) -> {
          if (!routes.keySet().containsAll(found.routes())) {
            waiting.add(name);
          }
        });
    return waiting;
  }

  /** Names of a type that what is there refers to. */
  Set<String> wanted(String typeUrl) {
    var wanted = new TreeSet<String>();
    switch (typeUrl) {
      case TypeUrls.ENDPOINT ->
          clusters.values().forEach(each -> References.endpoints(each).ifPresent(wanted::add));
      case TypeUrls.ROUTE -> listeners.values().forEach(each -> wanted.addAll(each.routes()));
      case TypeUrls.SECRET -> listeners.values().forEach(each -> wanted.addAll(each.secrets()));
      default -> {}
    }
    return wanted;
  }
}

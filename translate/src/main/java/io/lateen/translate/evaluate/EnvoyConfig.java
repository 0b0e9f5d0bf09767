// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.evaluate;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.lateen.base.Copies;
import io.lateen.translate.EncodedResource;
import io.lateen.translate.ProxyResources;
import io.lateen.translate.ResourceTypes;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What one Envoy was given, by name.
 *
 * @param endpoints load assignments by the name under which clusters ask for them
 */
public record EnvoyConfig(
    Map<String, Listener> listeners,
    Map<String, RouteConfiguration> routes,
    Map<String, Cluster> clusters,
    Map<String, ClusterLoadAssignment> endpoints) {

  public EnvoyConfig {
    listeners = Copies.sorted(listeners);
    routes = Copies.sorted(routes);
    clusters = Copies.sorted(clusters);
    endpoints = Copies.sorted(endpoints);
  }

  /** Decodes what the translator made. */
  public static EnvoyConfig of(ProxyResources resources) {
    return new EnvoyConfig(
        decoded(resources, ResourceTypes.LISTENER, Listener.parser()),
        decoded(resources, ResourceTypes.ROUTE, RouteConfiguration.parser()),
        decoded(resources, ResourceTypes.CLUSTER, Cluster.parser()),
        decoded(resources, ResourceTypes.ENDPOINT, ClusterLoadAssignment.parser()));
  }

  /** Of messages; of two with one name the first one stays, as in Envoy. */
  public static EnvoyConfig of(
      Collection<Listener> listeners,
      Collection<RouteConfiguration> routes,
      Collection<Cluster> clusters,
      Collection<ClusterLoadAssignment> endpoints) {
    return new EnvoyConfig(
        named(listeners, Listener::getName),
        named(routes, RouteConfiguration::getName),
        named(clusters, Cluster::getName),
        named(endpoints, ClusterLoadAssignment::getClusterName));
  }

  private static <T> SortedMap<String, T> named(Collection<T> messages, Function<T, String> name) {
    var result = new TreeMap<String, T>();
    messages.forEach(message -> result.putIfAbsent(name.apply(message), message));
    return result;
  }

  private static <T extends Message> Map<String, T> decoded(
      ProxyResources resources, String type, Parser<T> parser) {
    var result = new TreeMap<String, T>();
    resources.ofType(type).forEach((name, resource) -> result.put(name, parse(resource, parser)));
    return result;
  }

  private static <T> T parse(EncodedResource resource, Parser<T> parser) {
    try {
      return parser.parseFrom(resource.bytes());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(resource.name() + " is not what its generator wrote", e);
    }
  }
}

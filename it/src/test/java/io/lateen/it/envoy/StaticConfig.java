// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.envoy;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.lateen.translate.EncodedResource;
import io.lateen.translate.ProxyResources;
import io.lateen.translate.ResourceTypes;
import java.util.Map;

/**
 * A proxy's resources as one static bootstrap, so that Envoy's validation reads every byte of them:
 * routes move into their listeners, endpoints into their clusters.
 */
final class StaticConfig {

  /** {@code Bootstrap.static_resources} (envoy/config/bootstrap/v3/bootstrap.proto). */
  private static final int STATIC_RESOURCES = 2;

  private static final int LISTENERS = 1;
  private static final int CLUSTERS = 2;

  private final Map<String, EncodedResource> routes;
  private final Map<String, EncodedResource> endpoints;

  private StaticConfig(ProxyResources resources) {
    routes = resources.ofType(ResourceTypes.ROUTE);
    endpoints = resources.ofType(ResourceTypes.ENDPOINT);
  }

  /** The bootstrap in binary form; Envoy reads it from a file that ends in {@code .pb}. */
  static byte[] of(ProxyResources resources) throws InvalidProtocolBufferException {
    var config = new StaticConfig(resources);
    var listeners = UnknownFieldSet.Field.newBuilder();
    for (var listener : resources.ofType(ResourceTypes.LISTENER).values()) {
      listeners.addLengthDelimited(config.listener(listener.bytes()).toByteString());
    }
    var clusters = UnknownFieldSet.Field.newBuilder();
    for (var cluster : resources.ofType(ResourceTypes.CLUSTER).values()) {
      clusters.addLengthDelimited(config.cluster(cluster.bytes()).toByteString());
    }
    var statics =
        UnknownFieldSet.newBuilder()
            .addField(LISTENERS, listeners.build())
            .addField(CLUSTERS, clusters.build())
            .build();
    return UnknownFieldSet.newBuilder()
        .addField(
            STATIC_RESOURCES,
            UnknownFieldSet.Field.newBuilder().addLengthDelimited(statics.toByteString()).build())
        .build()
        .toByteArray();
  }

  private Listener listener(ByteString bytes) throws InvalidProtocolBufferException {
    var listener = Listener.parseFrom(bytes).toBuilder();
    for (var chain : listener.getFilterChainsBuilderList()) {
      inlineRoutes(chain);
    }
    if (listener.hasDefaultFilterChain()) {
      inlineRoutes(listener.getDefaultFilterChainBuilder());
    }
    return listener.build();
  }

  private void inlineRoutes(FilterChain.Builder chain) throws InvalidProtocolBufferException {
    for (Filter.Builder filter : chain.getFiltersBuilderList()) {
      if (!filter.getTypedConfig().is(HttpConnectionManager.class)) {
        continue;
      }
      var manager = filter.getTypedConfig().unpack(HttpConnectionManager.class).toBuilder();
      if (manager.hasRds()) {
        var route = routes.get(manager.getRds().getRouteConfigName());
        if (route == null) {
          throw new IllegalStateException("no route " + manager.getRds().getRouteConfigName());
        }
        manager.setRouteConfig(RouteConfiguration.parseFrom(route.bytes()));
        filter.setTypedConfig(Any.pack(manager.build()));
      }
    }
  }

  private Cluster cluster(ByteString bytes) throws InvalidProtocolBufferException {
    var cluster = Cluster.parseFrom(bytes);
    if (cluster.getType() != Cluster.DiscoveryType.EDS) {
      return cluster;
    }
    var assignment = endpoints.get(cluster.getName());
    if (assignment == null) {
      throw new IllegalStateException("no endpoints for " + cluster.getName());
    }
    return cluster.toBuilder()
        .clearEdsClusterConfig()
        .setType(Cluster.DiscoveryType.STATIC)
        .setLoadAssignment(ClusterLoadAssignment.parseFrom(assignment.bytes()))
        .build();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.envoy;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.lateen.cli.offline.ResourceKind;
import io.lateen.translate.EncodedResource;
import io.lateen.translate.ProxyResources;
import java.util.Map;

/**
 * A proxy's resources as one static bootstrap, so that Envoy's validation reads every byte of them:
 * routes move into their listeners, endpoints into their clusters, filters that are discovered into
 * their chains.
 */
public final class StaticBootstrap {

  /** {@code Bootstrap.static_resources} (envoy/config/bootstrap/v3/bootstrap.proto). */
  private static final int STATIC_RESOURCES = 2;

  private static final int LISTENERS = 1;
  private static final int CLUSTERS = 2;

  /** What the agent's bootstrap brings besides: secrets, configuration, access logs. */
  public static final String OVERLAY =
      """
      node: {id: conformance, cluster: conformance}
      layered_runtime:
        layers: [{name: static, static_layer: {re2.max_program_size.error_level: 4294967295}}]
      dynamic_resources:
        ads_config:
          api_type: GRPC
          transport_api_version: V3
          grpc_services: [{envoy_grpc: {cluster_name: xds-grpc}}]
      static_resources:
        clusters:
      """
          + pipe("xds-grpc")
          + pipe("sds-grpc")
          + pipe("lateen-als");

  private final Map<String, EncodedResource> routes;
  private final Map<String, EncodedResource> endpoints;
  private final Map<String, EncodedResource> extensions;

  private StaticBootstrap(ProxyResources resources) {
    routes = resources.ofType(ResourceKind.ROUTES.typeUrl());
    endpoints = resources.ofType(ResourceKind.ENDPOINTS.typeUrl());
    extensions = resources.ofType(ResourceKind.EXTENSIONS.typeUrl());
  }

  /**
   * The bootstrap in binary form; Envoy reads it from a file that ends in {@code .pb}, together
   * with {@link #OVERLAY}.
   *
   * @throws IllegalStateException when a resource refers to one that is not there
   */
  public static byte[] of(ProxyResources resources) throws InvalidProtocolBufferException {
    var config = new StaticBootstrap(resources);
    var listeners = UnknownFieldSet.Field.newBuilder();
    for (var listener : resources.ofType(ResourceKind.LISTENERS.typeUrl()).values()) {
      listeners.addLengthDelimited(config.listener(listener.bytes()).toByteString());
    }
    var clusters = UnknownFieldSet.Field.newBuilder();
    for (var cluster : resources.ofType(ResourceKind.CLUSTERS.typeUrl()).values()) {
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
      inline(chain);
    }
    if (listener.hasDefaultFilterChain()) {
      inline(listener.getDefaultFilterChainBuilder());
    }
    return listener.build();
  }

  private void inline(FilterChain.Builder chain) throws InvalidProtocolBufferException {
    for (Filter.Builder filter : chain.getFiltersBuilderList()) {
      if (filter.hasConfigDiscovery()) {
        filter.setTypedConfig(extension(filter.getName()));
      }
      if (filter.getTypedConfig().is(HttpConnectionManager.class)) {
        var manager = filter.getTypedConfig().unpack(HttpConnectionManager.class).toBuilder();
        inline(manager);
        filter.setTypedConfig(Any.pack(manager.build()));
      }
    }
  }

  private void inline(HttpConnectionManager.Builder manager) throws InvalidProtocolBufferException {
    if (manager.hasRds()) {
      var name = manager.getRds().getRouteConfigName();
      manager.setRouteConfig(RouteConfiguration.parseFrom(there(routes, "route", name)));
    }
    for (var filter : manager.getHttpFiltersBuilderList()) {
      if (filter.hasConfigDiscovery()) {
        filter.setTypedConfig(extension(filter.getName()));
      }
    }
  }

  private Any extension(String name) throws InvalidProtocolBufferException {
    return TypedExtensionConfig.parseFrom(there(extensions, "extension", name)).getTypedConfig();
  }

  private Cluster cluster(ByteString bytes) throws InvalidProtocolBufferException {
    var cluster = StaticSecrets.of(Cluster.parseFrom(bytes));
    if (cluster.getType() != Cluster.DiscoveryType.EDS) {
      return cluster;
    }
    var asked = cluster.getEdsClusterConfig().getServiceName();
    var name = asked.isEmpty() ? cluster.getName() : asked;
    return cluster.toBuilder()
        .clearEdsClusterConfig()
        .setType(Cluster.DiscoveryType.STATIC)
        .setLoadAssignment(ClusterLoadAssignment.parseFrom(there(endpoints, "endpoints", name)))
        .build();
  }

  private static ByteString there(
      Map<String, EncodedResource> resources, String what, String name) {
    var found = resources.get(name);
    if (found == null) {
      throw new IllegalStateException("there is no " + what + " " + name);
    }
    return found.bytes();
  }

  private static String pipe(String name) {
    return """
          - name: %s
            type: STATIC
            connect_timeout: 1s
            typed_extension_protocol_options:
              envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
                "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions
                explicit_http_config: {http2_protocol_options: {}}
            load_assignment:
              cluster_name: %s
              endpoints: [{lb_endpoints: [{endpoint: {address: {pipe: {path: /nowhere.sock}}}}]}]
        """
        .formatted(name, name);
  }
}

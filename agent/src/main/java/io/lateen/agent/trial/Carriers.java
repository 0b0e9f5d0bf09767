// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.trial;

import com.google.protobuf.Any;
import com.google.protobuf.BoolValue;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.AggregatedConfigSource;
import io.envoyproxy.envoy.config.core.v3.ApiVersion;
import io.envoyproxy.envoy.config.core.v3.ConfigSource;
import io.envoyproxy.envoy.config.core.v3.ExtensionConfigSource;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.extensions.filters.http.router.v3.Router;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.Rds;
import io.envoyproxy.envoy.service.discovery.v3.Resource;

/** Resources that make a twin ask for others, and those to which others refer. */
final class Carriers {

  private static final ConfigSource ADS =
      ConfigSource.newBuilder()
          .setAds(AggregatedConfigSource.getDefaultInstance())
          .setResourceApiVersion(ApiVersion.V3)
          .build();

  private static final HttpFilter ROUTER =
      HttpFilter.newBuilder()
          .setName("envoy.filters.http.router")
          .setTypedConfig(Any.pack(Router.getDefaultInstance()))
          .build();

  /** No socket is opened for it; the address only has to be one. */
  private static final int PORT = 1;

  private Carriers() {}

  /** A cluster without endpoints, for references. */
  static Resource stub(String name) {
    return resource(
        name, Cluster.newBuilder().setName(name).setType(Cluster.DiscoveryType.STATIC).build());
  }

  /** A cluster whose endpoints are the resource {@code name}. */
  static Resource ofEndpoints(String name) {
    return resource(
        name,
        Cluster.newBuilder()
            .setName(name)
            .setType(Cluster.DiscoveryType.EDS)
            .setEdsClusterConfig(Cluster.EdsClusterConfig.newBuilder().setEdsConfig(ADS))
            .build());
  }

  /** A listener whose routes are the resource {@code name}. */
  static Resource ofRoutes(String name) {
    return listener(
        name,
        HttpConnectionManager.newBuilder()
            .setStatPrefix("trial")
            .setRds(Rds.newBuilder().setRouteConfigName(name).setConfigSource(ADS))
            .addHttpFilters(ROUTER)
            .build());
  }

  /** A listener with the HTTP filter that the resource configures. */
  static Resource ofExtension(Resource extension) {
    var discovery = ExtensionConfigSource.newBuilder().setConfigSource(ADS);
    try {
      var config = TypedExtensionConfig.parseFrom(extension.getResource().getValue());
      discovery.addTypeUrls(config.getTypedConfig().getTypeUrl());
    } catch (InvalidProtocolBufferException e) {
      // Envoy says so when it gets the resource itself.
      discovery.addTypeUrls("type.googleapis.com/google.protobuf.Any");
    }
    return listener(
        extension.getName(),
        HttpConnectionManager.newBuilder()
            .setStatPrefix("trial")
            .setRouteConfig(RouteConfiguration.newBuilder().setName("trial"))
            .addHttpFilters(
                HttpFilter.newBuilder().setName(extension.getName()).setConfigDiscovery(discovery))
            .addHttpFilters(ROUTER)
            .build());
  }

  private static Resource listener(String name, HttpConnectionManager manager) {
    var address = SocketAddress.newBuilder().setAddress("127.0.0.1").setPortValue(PORT);
    return resource(
        name,
        Listener.newBuilder()
            .setName(name)
            .setAddress(Address.newBuilder().setSocketAddress(address))
            .setBindToPort(BoolValue.of(false))
            .addFilterChains(
                FilterChain.newBuilder()
                    .addFilters(
                        Filter.newBuilder()
                            .setName("envoy.filters.network.http_connection_manager")
                            .setTypedConfig(Any.pack(manager))))
            .build());
  }

  /**
   * A listener that opens no socket, for the twin has no addresses of the workload; what its author
   * wrote is otherwise the same. Internal listeners have none anyway, and may not say so.
   */
  static Resource unbound(Resource listener) {
    try {
      var message = Listener.parseFrom(listener.getResource().getValue());
      if (message.hasInternalListener()) {
        return listener;
      }
      var bytes = message.toBuilder().setBindToPort(BoolValue.of(false)).build().toByteString();
      return with(listener, bytes);
    } catch (InvalidProtocolBufferException e) {
      return listener;
    }
  }

  private static Resource with(Resource resource, ByteString bytes) {
    return resource.toBuilder()
        .setResource(resource.getResource().toBuilder().setValue(bytes))
        .build();
  }

  private static Resource resource(String name, Message message) {
    return Resource.newBuilder()
        .setName(name)
        .setVersion("trial")
        .setResource(Any.pack(message))
        .build();
  }
}

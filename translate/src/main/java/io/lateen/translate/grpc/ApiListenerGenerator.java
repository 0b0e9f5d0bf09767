// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.grpc;

import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.core.v3.AggregatedConfigSource;
import io.envoyproxy.envoy.config.core.v3.ApiVersion;
import io.envoyproxy.envoy.config.core.v3.ConfigSource;
import io.envoyproxy.envoy.config.listener.v3.ApiListener;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.extensions.filters.http.fault.v3.HTTPFault;
import io.envoyproxy.envoy.extensions.filters.http.router.v3.Router;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.Rds;
import io.lateen.translate.Generator;
import io.lateen.translate.envoy.EnvoyNames;
import io.lateen.translate.envoy.Packed;

/** Makes the listeners of clients (gRFC A27; Istio: grpcgen/lds.go buildOutboundListeners). */
public final class ApiListenerGenerator implements Generator<ApiListenerKey> {

  /** Everything comes over the one stream; gRPC knows no other source. */
  static final ConfigSource ADS =
      ConfigSource.newBuilder()
          .setAds(AggregatedConfigSource.getDefaultInstance())
          .setResourceApiVersion(ApiVersion.V3)
          .build();

  static final HttpFilter ROUTER = filter(EnvoyNames.ROUTER, Router.getDefaultInstance());

  private static final HttpFilter FAULT = filter(EnvoyNames.FAULT, HTTPFault.getDefaultInstance());

  @Override
  public Listener message(ApiListenerKey key) {
    var manager =
        HttpConnectionManager.newBuilder()
            .setStatPrefix(key.resourceName())
            .setRds(Rds.newBuilder().setConfigSource(ADS).setRouteConfigName(key.routes()))
            .addHttpFilters(FAULT)
            .addHttpFilters(ROUTER)
            .build();
    return Listener.newBuilder()
        .setName(key.resourceName())
        .setApiListener(ApiListener.newBuilder().setApiListener(Packed.any(manager)))
        .build();
  }

  static HttpFilter filter(String name, Message config) {
    return HttpFilter.newBuilder().setName(name).setTypedConfig(Packed.any(config)).build();
  }
}

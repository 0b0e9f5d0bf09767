// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.evaluator;

import com.google.protobuf.Any;
import com.google.protobuf.BoolValue;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.lateen.translate.evaluate.EnvoyConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * A configuration in which every filter chain and route has a name of its own, so that a log line
 * tells which of them was taken.
 */
final class TrialConfig {

  private TrialConfig() {}

  /** The same configuration with names that tell parts apart. */
  static EnvoyConfig named(EnvoyConfig config) {
    var listeners = new ArrayList<Listener>();
    for (var listener : config.listeners().values()) {
      var copy = listener.toBuilder();
      for (int i = 0; i < copy.getFilterChainsCount(); i++) {
        name(copy.getFilterChainsBuilder(i), "@" + i);
      }
      if (copy.hasDefaultFilterChain()) {
        name(copy.getDefaultFilterChainBuilder(), "@default");
      }
      listeners.add(copy.build());
    }
    var routes = config.routes().values().stream().map(TrialConfig::named).toList();
    return EnvoyConfig.of(
        listeners, routes, config.clusters().values(), config.endpoints().values());
  }

  private static void name(FilterChain.Builder chain, String suffix) {
    chain.setName(chain.getName() + suffix);
    edit(
        chain,
        manager -> {
          if (!manager.hasRds()) {
            manager.setRouteConfig(named(manager.getRouteConfig()));
          }
        });
  }

  private static RouteConfiguration named(RouteConfiguration routes) {
    var copy = routes.toBuilder().setValidateClusters(BoolValue.of(false));
    copy.clearTypedPerFilterConfig();
    for (var host : copy.getVirtualHostsBuilderList()) {
      host.clearTypedPerFilterConfig();
      for (int i = 0; i < host.getRoutesCount(); i++) {
        var route = host.getRoutesBuilder(i).clearTypedPerFilterConfig();
        route.setName(host.getName() + "#" + i);
        if (route.hasRoute()) {
          route.getRouteBuilder().clearRetryPolicy().clearRequestMirrorPolicies();
        }
      }
    }
    return copy.build();
  }

  /** Changes the connection manager of a chain, if it has one. */
  static void edit(
      FilterChain.Builder chain,
      java.util.function.Consumer<HttpConnectionManager.Builder> change) {
    for (var filter : chain.getFiltersBuilderList()) {
      if (filter.getTypedConfig().is(HttpConnectionManager.class)) {
        var manager = unpack(filter.getTypedConfig(), HttpConnectionManager.class).toBuilder();
        change.accept(manager);
        filter.setTypedConfig(Any.pack(manager.build()));
      }
    }
  }

  static <T extends Message> T unpack(Any any, Class<T> type) {
    try {
      return any.unpack(type);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  static Address loopback(int port) {
    return Address.newBuilder()
        .setSocketAddress(SocketAddress.newBuilder().setAddress("127.0.0.1").setPortValue(port))
        .build();
  }

  static List<String> clusters(EnvoyConfig config) {
    return List.copyOf(config.clusters().keySet());
  }
}

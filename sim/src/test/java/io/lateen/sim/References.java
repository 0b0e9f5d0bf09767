// SPDX-License-Identifier: Apache-2.0
package io.lateen.sim;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a resource names.
 *
 * @param clusters by routes and TCP proxies
 * @param routes by HTTP connection managers
 * @param secrets that come on the aggregated stream
 */
record References(Set<String> clusters, Set<String> routes, Set<String> secrets) {

  private References() {
    this(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
  }

  static References of(Listener listener) {
    var found = new References();
    var chains = new ArrayList<FilterChain>(listener.getFilterChainsList());
    chains.add(listener.getDefaultFilterChain());
    try {
      for (var chain : chains) {
        for (var filter : chain.getFiltersList()) {
          found.filter(filter);
        }
        found.transport(chain.getTransportSocket().getTypedConfig());
      }
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
    return found;
  }

  static References of(RouteConfiguration routes) {
    var found = new References();
    found.hosts(routes.getVirtualHostsList());
    return found;
  }

  /** The name of the endpoints of a cluster that asks for them. */
  static Optional<String> endpoints(Cluster cluster) {
    if (cluster.getType() != Cluster.DiscoveryType.EDS) {
      return Optional.empty();
    }
    var named = cluster.getEdsClusterConfig().getServiceName();
    return Optional.of(named.isEmpty() ? cluster.getName() : named);
  }

  private void filter(Filter filter) throws InvalidProtocolBufferException {
    var config = filter.getTypedConfig();
    if (config.is(HttpConnectionManager.class)) {
      var manager = config.unpack(HttpConnectionManager.class);
      if (manager.hasRds()) {
        routes.add(manager.getRds().getRouteConfigName());
      }
      hosts(manager.getRouteConfig().getVirtualHostsList());
    } else if (config.is(TcpProxy.class)) {
      var proxy = config.unpack(TcpProxy.class);
      add(proxy.getCluster());
      proxy.getWeightedClusters().getClustersList().forEach(weighted -> add(weighted.getName()));
    }
  }

  private void transport(Any config) throws InvalidProtocolBufferException {
    if (config.is(DownstreamTlsContext.class)) {
      var context = config.unpack(DownstreamTlsContext.class).getCommonTlsContext();
      for (var secret : context.getTlsCertificateSdsSecretConfigsList()) {
        if (secret.getSdsConfig().hasAds()) {
          secrets.add(secret.getName());
        }
      }
    }
  }

  private void hosts(List<VirtualHost> hosts) {
    hosts.forEach(host -> host.getRoutesList().forEach(this::route));
  }

  private void route(Route route) {
    add(route.getRoute().getCluster());
    route.getRoute().getWeightedClusters().getClustersList().forEach(w -> add(w.getName()));
  }

  private void add(String cluster) {
    if (!cluster.isEmpty()) {
      clusters.add(cluster);
    }
  }
}

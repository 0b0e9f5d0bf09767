// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.discovery;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.envoyproxy.envoy.extensions.filters.http.router.v3.Router;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;

/** Envoy's messages for {@link MiniMesh}; each shows its revision somewhere. */
final class MiniResources {

  private static final String LOOPBACK = "127.0.0.1";

  /** So many that a difference is worth it. */
  private static final int UNCHANGED = 80;

  private static final int MILLI = 1_000_000;

  private MiniResources() {}

  static Cluster cluster(String name, MiniMesh.Backend backend, Variant variant) {
    var cluster = Cluster.newBuilder().setName(name).setType(Cluster.DiscoveryType.EDS);
    cluster.getConnectTimeoutBuilder().setSeconds(1).setNanos(backend.revision() * MILLI);
    cluster.getEdsClusterConfigBuilder().setServiceName(name).setEdsConfig(variant.source());
    return cluster.build();
  }

  static ClusterLoadAssignment endpoints(String name, MiniMesh.Backend backend) {
    var assignment = ClusterLoadAssignment.newBuilder().setClusterName(name);
    var locality = assignment.addEndpointsBuilder();
    for (var port : backend.ports()) {
      locality
          .addLbEndpointsBuilder()
          .getEndpointBuilder()
          .getAddressBuilder()
          .getSocketAddressBuilder()
          .setAddress(LOOPBACK)
          .setPortValue(port);
    }
    return assignment.build();
  }

  static RouteConfiguration route(String name, MiniMesh.Route route, Variant variant) {
    var config = RouteConfiguration.newBuilder().setName(name);
    var host = config.addVirtualHostsBuilder().setName("v" + route.revision()).addDomains("*");
    var way = host.addRoutesBuilder();
    if (route.bad()) {
      way.getMatchBuilder().getSafeRegexBuilder().setRegex("(" + route.revision());
    } else {
      way.getMatchBuilder().setPrefix("/");
    }
    way.getRouteBuilder().setCluster(route.cluster());
    if (variant.relayed()) {
      for (int i = 0; i < UNCHANGED; i++) {
        config.addVirtualHosts(answering("unchanged-" + i, "nothing changes here"));
      }
    }
    return config.build();
  }

  /** A virtual host of its own domain that Envoy answers for. */
  static VirtualHost answering(String name, String body) {
    var host = VirtualHost.newBuilder().setName(name).addDomains(name + ".example");
    var way = host.addRoutesBuilder();
    way.getMatchBuilder().setPrefix("/");
    way.getDirectResponseBuilder().setStatus(200).getBodyBuilder().setInlineString(body);
    return host.build();
  }

  static Listener listener(String name, MiniMesh.Door door, Variant variant) {
    var manager = HttpConnectionManager.newBuilder().setStatPrefix("s" + door.revision());
    manager.getRdsBuilder().setRouteConfigName(door.route()).setConfigSource(variant.source());
    manager.addHttpFilters(
        HttpFilter.newBuilder()
            .setName("envoy.filters.http.router")
            .setTypedConfig(Any.pack(Router.getDefaultInstance())));
    var listener = Listener.newBuilder().setName(name);
    listener.getBindToPortBuilder().setValue(false);
    listener
        .getAddressBuilder()
        .getSocketAddressBuilder()
        .setAddress(LOOPBACK)
        .setPortValue(20_000 + name.charAt(1));
    listener
        .addFilterChainsBuilder()
        .addFilters(
            Filter.newBuilder()
                .setName("envoy.filters.network.http_connection_manager")
                .setTypedConfig(Any.pack(manager.build())));
    return listener.build();
  }
}

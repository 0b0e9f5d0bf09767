// SPDX-License-Identifier: Apache-2.0
package io.lateen.sim;

import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.Secret;
import java.util.Map;
import java.util.TreeMap;

/**
 * The marks of {@link ConfigSource} in what Envoy gets: name of an object's trace to the number of
 * the transaction that wrote the object.
 */
final class Marks {

  private static final int DEFAULT_CONNECT_MILLIS = 10_000;
  private static final int NANOS_PER_MILLI = 1_000_000;

  private Marks() {}

  static Map<String, Integer> of(Cluster cluster) {
    var timeout = cluster.getConnectTimeout();
    var mark = (int) (timeout.getSeconds() * 1_000 + timeout.getNanos() / NANOS_PER_MILLI);
    return mark == DEFAULT_CONNECT_MILLIS || !cluster.getName().startsWith("outbound|")
        ? Map.of()
        : Map.of("cluster " + cluster.getName(), mark);
  }

  static Map<String, Integer> of(RouteConfiguration routes) {
    var marks = new TreeMap<String, Integer>();
    for (var host : routes.getVirtualHostsList()) {
      for (var route : host.getRoutesList()) {
        var mark = (int) route.getRoute().getTimeout().getSeconds();
        if (mark > 0) {
          marks.put("route " + routes.getName() + " " + host.getName(), mark);
        }
      }
    }
    return marks;
  }

  static Map<String, Integer> of(ClusterLoadAssignment assignment) {
    var marks = new TreeMap<String, Integer>();
    for (var locality : assignment.getEndpointsList()) {
      for (var endpoint : locality.getLbEndpointsList()) {
        var numbers =
            endpoint.getEndpoint().getAddress().getSocketAddress().getAddress().split("\\.", -1);
        var mark = Integer.parseInt(numbers[2]) * 256 + Integer.parseInt(numbers[3]);
        marks.put("endpoints " + assignment.getClusterName(), mark);
      }
    }
    return marks;
  }

  static Map<String, Integer> of(Secret secret) {
    var parts = key(secret).split(":", -1);
    return Map.of("secret " + secret.getName(), Integer.parseInt(parts[2]));
  }

  /** The namespace in whose Secret the key was written. */
  static String namespace(Secret secret) {
    return key(secret).split(":", -1)[1];
  }

  private static String key(Secret secret) {
    return secret.getTlsCertificate().getPrivateKey().getInlineBytes().toStringUtf8();
  }
}

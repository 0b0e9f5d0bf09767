// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.evaluate;

import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.DiscoveryType;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.Locality;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.endpoint.v3.LbEndpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LocalityLbEndpoints;
import io.lateen.translate.evaluate.Answer.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where calls to a cluster may end, with each endpoint's share of its priority. */
final class EndpointLookup {

  private EndpointLookup() {}

  static List<Target> of(EnvoyConfig config, Cluster cluster, Call call) {
    if (cluster.getType() == DiscoveryType.ORIGINAL_DST && !cluster.hasClusterType()) {
      var address = call.address() + ":" + call.port();
      return List.of(new Target(cluster.getName(), address, "", 0, 100.0, "unknown"));
    }
    return targets(cluster.getName(), assignment(config, cluster));
  }

  /** The endpoint of that address, as answers spell it. */
  static Optional<LbEndpoint> endpoint(EnvoyConfig config, Cluster cluster, String address) {
    return assignment(config, cluster).getEndpointsList().stream()
        .flatMap(locality -> locality.getLbEndpointsList().stream())
        .filter(endpoint -> text(endpoint.getEndpoint().getAddress()).equals(address))
        .findFirst();
  }

  private static ClusterLoadAssignment assignment(EnvoyConfig config, Cluster cluster) {
    if (cluster.getType() != DiscoveryType.EDS || cluster.hasClusterType()) {
      return cluster.getLoadAssignment();
    }
    var service = cluster.getEdsClusterConfig().getServiceName();
    var name = service.isEmpty() ? cluster.getName() : service;
    return config.endpoints().getOrDefault(name, ClusterLoadAssignment.getDefaultInstance());
  }

  private static List<Target> targets(String cluster, ClusterLoadAssignment assignment) {
    boolean byLocality =
        assignment.getEndpointsList().stream()
            .anyMatch(LocalityLbEndpoints::hasLoadBalancingWeight);
    var totals = new HashMap<Integer, Double>();
    for (var locality : assignment.getEndpointsList()) {
      totals.merge(locality.getPriority(), weight(locality, byLocality), Double::sum);
    }
    var targets = new ArrayList<Target>();
    for (var locality : assignment.getEndpointsList()) {
      double share =
          weight(locality, byLocality)
              / Math.max(1, totals.getOrDefault(locality.getPriority(), 1.0));
      double sum = locality.getLbEndpointsList().stream().mapToDouble(EndpointLookup::weight).sum();
      for (var endpoint : locality.getLbEndpointsList()) {
        targets.add(
            new Target(
                cluster,
                text(endpoint.getEndpoint().getAddress()),
                text(locality.getLocality()),
                locality.getPriority(),
                100 * share * weight(endpoint) / Math.max(sum, 1),
                endpoint.getHealthStatus().name().toLowerCase(Locale.ROOT)));
      }
    }
    return targets;
  }

  /** Without weights of localities each endpoint counts alike, wherever it is. */
  private static double weight(LocalityLbEndpoints locality, boolean byLocality) {
    return byLocality
        ? locality.getLoadBalancingWeight().getValue()
        : locality.getLbEndpointsList().stream().mapToDouble(EndpointLookup::weight).sum();
  }

  private static double weight(LbEndpoint endpoint) {
    return endpoint.hasLoadBalancingWeight() ? endpoint.getLoadBalancingWeight().getValue() : 1;
  }

  private static String text(Address address) {
    return switch (address.getAddressCase()) {
      case SOCKET_ADDRESS -> {
        var socket = address.getSocketAddress();
        var host = socket.getAddress();
        yield (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + socket.getPortValue();
      }
      case PIPE -> address.getPipe().getPath();
      case ENVOY_INTERNAL_ADDRESS ->
          "internal:" + address.getEnvoyInternalAddress().getServerListenerName();
      case ADDRESS_NOT_SET -> "";
    };
  }

  private static String text(Locality locality) {
    return Stream.of(locality.getRegion(), locality.getZone(), locality.getSubZone())
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("/"));
  }
}

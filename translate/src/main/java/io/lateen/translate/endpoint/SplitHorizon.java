// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.endpoint;

import io.lateen.base.Copies;
import io.lateen.mesh.endpoint.Endpoint;
import io.lateen.mesh.network.NetworkWay;
import io.lateen.mesh.network.Networks;
import io.lateen.translate.envoy.Addresses;
import io.lateen.translate.view.ProxyView;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How proxies of one network reach endpoints of others: through their gateways (Istio:
 * pilot/pkg/xds/endpoints/ep_filters.go EndpointsByNetworkFilter).
 *
 * @param own network of the proxies; empty when nothing says
 * @param scale factor of all weights, so that each divides among a network's gateways
 * @param ways gateways of every network that has any; none are left of those that cannot be used
 */
record SplitHorizon(String own, int scale, Map<String, List<NetworkWay>> ways) {

  /** Largest factor of weights (docs/limits.md); with more gateways shares become inexact. */
  static final int MAX_SCALE = 5_040;

  /** Largest weight of an endpoint that stays exact when a place's weights are added up. */
  private static final int MAX_WEIGHT = 1 << 24;

  SplitHorizon {
    ways = Copies.sorted(ways);
  }

  /**
   * What counts for a view; empty when the mesh has no gateways between networks.
   *
   * @param names whether gateways that are names can be used, because the proxy resolves names
   */
  static Optional<SplitHorizon> of(ProxyView view, boolean names) {
    var networks = view.networks();
    if (!networks.areSeveral()) {
      return Optional.empty();
    }
    var ways = new TreeMap<String, List<NetworkWay>>();
    long scale = 1;
    for (var network : networks.ways().keySet()) {
      var usable = usable(networks.ways().getOrDefault(network, List.of()), names);
      long registered = usable.stream().filter(NetworkWay::registered).count();
      scale = multiple(scale, usable.size());
      scale = multiple(scale, registered);
      scale = multiple(scale, usable.size() - registered);
      ways.put(network, usable(networks.into(network), names));
    }
    return Optional.of(new SplitHorizon(view.network(), (int) scale, ways));
  }

  private static List<NetworkWay> usable(Collection<NetworkWay> ways, boolean names) {
    return ways.stream().filter(way -> names || Addresses.isIp(way.address())).toList();
  }

  /** The least common multiple, as long as it is small. */
  private static long multiple(long first, long second) {
    if (second == 0) {
      return first;
    }
    long a = first;
    long b = second;
    while (b != 0) {
      long rest = a % b;
      a = b;
      b = rest;
    }
    long multiple = first / a * second;
    return multiple > MAX_SCALE ? first : multiple;
  }

  /** Whether connections go to the endpoint itself. */
  boolean isDirect(Endpoint endpoint) {
    if (!ways.containsKey(endpoint.network())) {
      return true;
    }
    return !own.isEmpty() && own.equals(endpoint.network());
  }

  /** The gateways before an endpoint that is not direct. */
  List<NetworkWay> before(Endpoint endpoint) {
    return Optional.ofNullable(ways.get(endpoint.network())).orElse(List.of());
  }

  /** The endpoint's weight among those of all networks. */
  int weight(Endpoint endpoint) {
    return (int) Math.min((long) Math.max(endpoint.weight(), 1) * scale, MAX_WEIGHT);
  }

  /** The endpoint in the network that it is in, said or not; those outside say it themselves. */
  static Endpoint placed(Endpoint endpoint, boolean external, Networks networks) {
    return external ? endpoint : endpoint.in(networks.of(endpoint.network(), endpoint.address()));
  }
}

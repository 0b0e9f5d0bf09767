// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.endpoint;

import io.envoyproxy.envoy.config.core.v3.Locality;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.endpoint.v3.LocalityLbEndpoints;
import io.lateen.mesh.endpoint.Endpoint;
import io.lateen.mesh.network.NetworkWay;
import io.lateen.mesh.workload.TlsMode;
import io.lateen.translate.Generator;
import io.lateen.translate.envoy.ProtoValues;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Makes load assignments: endpoints grouped by place, each place with the sum of its weights
 * (Istio: pilot/pkg/xds/endpoints/endpoint_builder.go).
 */
public final class AssignmentGenerator implements Generator<AssignmentKey> {

  @Override
  public ClusterLoadAssignment message(AssignmentKey key) {
    return assignment(key, false);
  }

  /** The same, written into a cluster that Envoy resolves by DNS: without health. */
  public static ClusterLoadAssignment inline(AssignmentKey key) {
    return assignment(key, true);
  }

  private static ClusterLoadAssignment assignment(AssignmentKey key, boolean inline) {
    var spread = new LocalitySpread(key.spread());
    var places = new TreeMap<Place, List<Endpoint>>();
    for (var endpoint : key.endpoints().endpoints()) {
      if (!key.onlyMutual() || mutual(key, endpoint)) {
        var place = new Place(endpoint.locality(), spread.distance(endpoint));
        places.computeIfAbsent(place, _ -> new ArrayList<>()).add(endpoint);
      }
    }
    var groups = new ArrayList<LocalityGroup>();
    places.forEach((place, endpoints) -> groups.add(group(key, place, endpoints, inline)));
    groups.removeIf(group -> group.message().getLbEndpointsCount() == 0);
    var assignment = ClusterLoadAssignment.newBuilder().setClusterName(key.resourceName());
    for (var group : spread.apply(groups)) {
      assignment.addEndpoints(group.message());
    }
    return assignment.build();
  }

  private static LocalityGroup group(
      AssignmentKey key, Place place, List<Endpoint> endpoints, boolean inline) {
    var group =
        LocalityLbEndpoints.newBuilder()
            .setLocality(locality(place.locality()))
            .setPriority(place.distance());
    var before = new TreeMap<NetworkWay, Integer>();
    int weight = 0;
    for (var endpoint : endpoints) {
      boolean mutual = mutual(key, endpoint);
      int own = key.horizon().map(horizon -> horizon.weight(endpoint)).orElse(endpoint.weight());
      if (key.horizon().map(horizon -> horizon.isDirect(endpoint)).orElse(true)) {
        group.addLbEndpoints(EndpointEncoder.encode(endpoint.weighing(own), mutual, inline));
        weight += own;
      } else if (mutual) {
        // A gateway finds the service by the server name of mTLS, so nothing else gets through it.
        var ways = key.horizon().orElseThrow().before(endpoint);
        ways.forEach(way -> before.merge(way, own / ways.size(), Integer::sum));
      }
    }
    for (var way : before.entrySet()) {
      group.addLbEndpoints(EndpointEncoder.gateway(way.getKey(), way.getValue()));
      weight += way.getValue();
    }
    group.setLoadBalancingWeight(ProtoValues.uint32(Math.max(weight, 1)));
    return new LocalityGroup(place.locality(), group.build());
  }

  private static boolean mutual(AssignmentKey key, Endpoint endpoint) {
    if (endpoint.tlsMode() != TlsMode.ISTIO) {
      return false;
    }
    return switch (key.encryption()) {
      case ALWAYS -> true;
      case NEVER -> false;
      case AUTO -> !key.plaintext().contains(endpoint.workload());
    };
  }

  private static Locality locality(String text) {
    var parts = text.split("/", 3);
    var locality = Locality.newBuilder().setRegion(parts[0]);
    if (parts.length > 1) {
      locality.setZone(parts[1]);
    }
    if (parts.length > 2) {
      locality.setSubZone(parts[2]);
    }
    return locality.build();
  }

  /** Endpoints of one locality that are equally far by their labels. */
  private record Place(String locality, int distance) implements Comparable<Place> {

    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::locality).thenComparingInt(Place::distance);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  /** The endpoints of one place. */
  record LocalityGroup(String locality, LocalityLbEndpoints message) {

    LocalityGroup with(LocalityLbEndpoints.Builder changed) {
      return new LocalityGroup(locality, changed.build());
    }
  }
}

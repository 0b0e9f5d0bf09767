// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.endpoint;

import io.envoyproxy.envoy.config.core.v3.Locality;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.endpoint.v3.LocalityLbEndpoints;
import io.lateen.mesh.endpoint.Endpoint;
import io.lateen.mesh.network.NetworkWay;
import io.lateen.mesh.workload.Labels;
import io.lateen.mesh.workload.TlsMode;
import io.lateen.translate.Generator;
import io.lateen.translate.envoy.ProtoValues;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Makes load assignments: endpoints grouped by place, each place with the sum of its weights
 * (Istio: pilot/pkg/xds/endpoints/endpoint_builder.go). Endpoints that shut down stay, marked as
 * draining, so that their connections end by themselves.
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
    var byLocality = new TreeMap<String, List<Endpoint>>();
    for (var endpoint : key.endpoints().endpoints()) {
      if (Labels.select(key.subsetLabels(), endpoint.labels())
          && (!key.onlyMutual() || mutual(key, endpoint))) {
        byLocality.computeIfAbsent(endpoint.locality(), _ -> new ArrayList<>()).add(endpoint);
      }
    }
    var groups = new ArrayList<LocalityGroup>();
    byLocality.forEach(
        (locality, endpoints) -> groups.add(group(key, locality, endpoints, inline)));
    groups.removeIf(group -> group.message().getLbEndpointsCount() == 0);
    var assignment = ClusterLoadAssignment.newBuilder().setClusterName(key.resourceName());
    for (var group : new LocalitySpread(key.spread(), key.locality()).apply(groups)) {
      assignment.addEndpoints(group.message());
    }
    return assignment.build();
  }

  private static LocalityGroup group(
      AssignmentKey key, String locality, List<Endpoint> endpoints, boolean inline) {
    var group = LocalityLbEndpoints.newBuilder().setLocality(locality(locality));
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
    return new LocalityGroup(locality, group.build());
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

  /** The endpoints of one place. */
  record LocalityGroup(String locality, LocalityLbEndpoints message) {

    LocalityGroup with(LocalityLbEndpoints.Builder changed) {
      return new LocalityGroup(locality, changed.build());
    }
  }
}

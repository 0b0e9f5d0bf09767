// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.stream;

import io.lateen.xds.resource.TypeUrls;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Make before break: routes go out when the clusters that they name are in use, clusters go away
 * when no route names them any more. Envoy does its part by answering about clusters only when all
 * of them are warm (envoy source/common/upstream/cluster_manager_impl.cc, updateClusterCounts).
 */
final class PushGate {

  /** Types that name clusters. */
  static final Set<String> REFERRING =
      Set.of(
          TypeUrls.LISTENER,
          TypeUrls.SCOPED_ROUTE,
          TypeUrls.ROUTE,
          TypeUrls.VIRTUAL_HOST,
          TypeUrls.EXTENSION_CONFIG);

  private final Map<String, TypeState> types;
  private final int maxDeferred;

  /** The client came back with clusters of its own and has not asked for its routes yet. */
  private boolean returning;

  PushGate(Map<String, TypeState> types, int maxDeferred) {
    this.types = types;
    this.maxDeferred = maxDeferred;
  }

  /**
   * The client came back from another stream. Its routes may name clusters that are gone, and are
   * only asked for after the clusters.
   */
  void returned() {
    returning = true;
  }

  /** The client's routes were waited for long enough; returns whether they were until now. */
  boolean stopWaiting() {
    var waited = returning;
    returning = false;
    return waited;
  }

  /** Whether the type has to wait for clusters. */
  boolean closed(TypeState type) {
    if (!type.refersToClusters) {
      return false;
    }
    var clusters = types.get(TypeUrls.CLUSTER);
    return clusters != null
        && (clusters.flight.flying() ? clusters.flight.holding() : clusters.hasWork());
  }

  /** Whether removals of the type that the client did not ask for have to wait. */
  boolean defersRemovals(TypeState type) {
    if (type.deferredRemovals() >= maxDeferred) {
      return false;
    }
    return switch (type.typeUrl) {
      case TypeUrls.CLUSTER -> referringInMotion();
      case TypeUrls.ENDPOINT -> referringInMotion() || clustersInMotion();
      default -> false;
    };
  }

  /** A refused route still names the old clusters: in motion until it is replaced. */
  private boolean referringInMotion() {
    if (returning) {
      returning = !types.containsKey(TypeUrls.LISTENER) || !types.containsKey(TypeUrls.ROUTE);
    }
    if (returning) {
      return true;
    }
    for (var type : types.values()) {
      if (type.refersToClusters && (!type.idle() || !type.rejections.isEmpty())) {
        return true;
      }
    }
    return false;
  }

  private boolean clustersInMotion() {
    var clusters = types.get(TypeUrls.CLUSTER);
    return clusters != null && !clusters.idle();
  }

  /**
   * The client asks for endpoints after clusters were sent: those that it has not answered about
   * are warming and need their endpoints, even if the client has them from an earlier stream.
   */
  void endpointsBegan() {
    var clusters = types.get(TypeUrls.CLUSTER);
    if (clusters != null) {
      clustersSent(clusters.flight.entries());
    }
  }

  /**
   * A cluster that was updated warms again and needs its endpoints after the update, although they
   * did not change and Envoy does not ask again (envoyproxy/envoy#13009, #47302).
   */
  void clustersSent(List<StreamResponse.Entry> clusters) {
    var endpoints = types.get(TypeUrls.ENDPOINT);
    if (endpoints == null) {
      return;
    }
    for (var cluster : clusters) {
      if (endpoints.subscription.names(cluster.name())) {
        endpoints.force(cluster.name());
      }
    }
  }
}

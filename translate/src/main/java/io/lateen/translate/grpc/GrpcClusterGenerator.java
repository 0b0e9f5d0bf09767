// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.grpc;

import io.envoyproxy.envoy.config.cluster.v3.CircuitBreakers;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.DiscoveryType;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.EdsClusterConfig;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.LbPolicy;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.endpoint.v3.Endpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LbEndpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LocalityLbEndpoints;
import io.lateen.translate.Generator;
import io.lateen.translate.envoy.ProtoValues;

/** Makes the clusters of clients (Istio: grpcgen/cds.go; grpc-java: XdsClusterResource). */
public final class GrpcClusterGenerator implements Generator<GrpcClusterKey> {

  /**
   * Largest ring that is asked for: gRPC's own bound is lower, and it refuses a ring whose least
   * size is above the largest (grpc-java: RingHashLoadBalancerProvider).
   */
  static final long LARGEST_RING = 8L << 20;

  @Override
  public Cluster message(GrpcClusterKey key) {
    var cluster = Cluster.newBuilder().setName(key.resourceName());
    key.server().ifPresentOrElse(server -> byName(cluster, server), () -> told(cluster));
    switch (key.balance()) {
      case GrpcClusterKey.Balance.RoundRobin() -> cluster.setLbPolicy(LbPolicy.ROUND_ROBIN);
      case GrpcClusterKey.Balance.LeastRequest() -> cluster.setLbPolicy(LbPolicy.LEAST_REQUEST);
      case GrpcClusterKey.Balance.Ring(var size) -> {
        cluster.setLbPolicy(LbPolicy.RING_HASH);
        cluster
            .getRingHashLbConfigBuilder()
            .setMinimumRingSize(ProtoValues.uint64(Math.min(size, LARGEST_RING)))
            .setMaximumRingSize(ProtoValues.uint64(LARGEST_RING));
      }
    }
    key.maxRequests()
        .ifPresent(
            most ->
                cluster.setCircuitBreakers(
                    CircuitBreakers.newBuilder()
                        .addThresholds(
                            CircuitBreakers.Thresholds.newBuilder()
                                .setMaxRequests(ProtoValues.uint32(most)))));
    key.peers().ifPresent(peers -> cluster.setTransportSocket(GrpcTls.upstream(peers)));
    return cluster.build();
  }

  private static void told(Cluster.Builder cluster) {
    cluster
        .setType(DiscoveryType.EDS)
        .setEdsClusterConfig(
            EdsClusterConfig.newBuilder()
                .setServiceName(cluster.getName())
                .setEdsConfig(ApiListenerGenerator.ADS));
  }

  private static void byName(Cluster.Builder cluster, GrpcClusterKey.Server server) {
    var endpoint =
        Endpoint.newBuilder().setAddress(ProtoValues.address(server.host(), server.port()));
    cluster
        .setType(DiscoveryType.LOGICAL_DNS)
        .setLoadAssignment(
            ClusterLoadAssignment.newBuilder()
                .setClusterName(cluster.getName())
                .addEndpoints(
                    LocalityLbEndpoints.newBuilder()
                        .setLoadBalancingWeight(ProtoValues.uint32(1))
                        .addLbEndpoints(LbEndpoint.newBuilder().setEndpoint(endpoint))));
  }
}

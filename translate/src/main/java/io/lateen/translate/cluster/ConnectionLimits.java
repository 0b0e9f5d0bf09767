// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.cluster;

import com.google.protobuf.UnknownFieldSet;
import io.envoyproxy.envoy.config.cluster.v3.CircuitBreakers;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.UpstreamConnectionOptions;
import io.envoyproxy.envoy.type.v3.Percent;
import io.lateen.api.networking.RetryBudget;
import io.lateen.api.networking.TcpKeepalive;
import io.lateen.api.networking.TcpPool;
import io.lateen.translate.envoy.ProtoValues;

/**
 * Limits and time-outs of a cluster's connections (Istio: core/cluster_traffic_policy.go
 * applyConnectionPool). Without a DestinationRule nothing is limited: Envoy's own defaults, three
 * retries at a time among them, fail healthy traffic while pods are replaced.
 */
final class ConnectionLimits {

  /** The largest unsigned 32-bit number; protobuf-java carries it as -1. */
  private static final int UNLIMITED = 0xFFFFFFFF;

  private static final double DEFAULT_RETRY_BUDGET_PERCENT = 20;
  private static final int DEFAULT_MIN_RETRY_CONCURRENCY = 3;

  /**
   * Number of the field budget_interval of a retry budget (envoy
   * api/envoy/config/cluster/v3/circuit_breaker.proto), which is newer than the generated classes.
   */
  private static final int BUDGET_INTERVAL = 3;

  private ConnectionLimits() {}

  static void apply(Cluster.Builder cluster, ClusterPolicy policy, MeshDefaults mesh) {
    cluster.setConnectTimeout(
        ProtoValues.duration(
            policy.tcp().flatMap(TcpPool::connectTimeout).orElse(mesh.connectTimeout())));
    cluster.setCircuitBreakers(CircuitBreakers.newBuilder().addThresholds(thresholds(policy)));
    mesh.keepalive().ifPresent(keepalive -> apply(cluster, keepalive));
    policy.tcp().flatMap(TcpPool::tcpKeepalive).ifPresent(own -> apply(cluster, own));
  }

  private static CircuitBreakers.Thresholds thresholds(ClusterPolicy policy) {
    var thresholds =
        CircuitBreakers.Thresholds.newBuilder()
            .setMaxConnections(
                ProtoValues.uint32(limit(policy.tcp().map(TcpPool::maxConnections).orElse(0))))
            .setMaxPendingRequests(ProtoValues.uint32(UNLIMITED))
            .setMaxRequests(ProtoValues.uint32(UNLIMITED))
            .setMaxRetries(ProtoValues.uint32(UNLIMITED));
    policy
        .http()
        .ifPresent(
            http ->
                thresholds
                    .setMaxPendingRequests(
                        ProtoValues.uint32(limit(http.http1MaxPendingRequests())))
                    .setMaxRequests(ProtoValues.uint32(limit(http.http2MaxRequests())))
                    .setMaxRetries(ProtoValues.uint32(limit(http.maxRetries()))));
    policy.retryBudget().ifPresent(budget -> thresholds.setRetryBudget(budget(budget)));
    return thresholds.build();
  }

  private static int limit(int written) {
    return written > 0 ? written : UNLIMITED;
  }

  private static CircuitBreakers.Thresholds.RetryBudget budget(RetryBudget budget) {
    int concurrency = budget.minRetryConcurrency();
    var result =
        CircuitBreakers.Thresholds.RetryBudget.newBuilder()
            .setBudgetPercent(
                Percent.newBuilder()
                    .setValue(budget.percent().orElse(DEFAULT_RETRY_BUDGET_PERCENT)))
            .setMinRetryConcurrency(
                ProtoValues.uint32(concurrency > 0 ? concurrency : DEFAULT_MIN_RETRY_CONCURRENCY));
    budget
        .budgetInterval()
        .map(ProtoValues::duration)
        .ifPresent(
            interval ->
                result.setUnknownFields(
                    UnknownFieldSet.newBuilder()
                        .addField(
                            BUDGET_INTERVAL,
                            UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(interval.toByteString())
                                .build())
                        .build()));
    return result.build();
  }

  /** Later calls override earlier ones field by field. */
  static void apply(Cluster.Builder cluster, TcpKeepalive keepalive) {
    var options = UpstreamConnectionOptions.newBuilder();
    if (cluster.hasUpstreamConnectionOptions()) {
      options.mergeFrom(cluster.getUpstreamConnectionOptions());
    }
    var probes = options.getTcpKeepaliveBuilder();
    keepalive.probes().ifPresent(n -> probes.setKeepaliveProbes(ProtoValues.uint32(n)));
    keepalive
        .time()
        .ifPresent(t -> probes.setKeepaliveTime(ProtoValues.uint32((int) t.toSeconds())));
    keepalive
        .interval()
        .ifPresent(t -> probes.setKeepaliveInterval(ProtoValues.uint32((int) t.toSeconds())));
    cluster.setUpstreamConnectionOptions(options);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.cluster;

import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.CommonLbConfig;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.LbPolicy;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.SlowStartConfig;
import io.envoyproxy.envoy.config.cluster.v3.OutlierDetection;
import io.envoyproxy.envoy.config.core.v3.HealthStatus;
import io.envoyproxy.envoy.config.core.v3.HealthStatusSet;
import io.envoyproxy.envoy.config.core.v3.RuntimeDouble;
import io.envoyproxy.envoy.type.v3.Percent;
import io.lateen.api.networking.ConsistentHash;
import io.lateen.api.networking.ConsistentHash.HashAlgorithm;
import io.lateen.api.networking.LoadBalancer;
import io.lateen.api.networking.SimpleLb;
import io.lateen.api.networking.Warmup;
import io.lateen.translate.envoy.ProtoValues;
import io.lateen.translate.policy.PlaceWeights;
import java.time.Duration;
import java.util.Optional;

/** How a cluster picks endpoints and avoids bad ones (Istio: core/cluster_traffic_policy.go). */
final class Balancing {

  /** Smallest hash ring when nothing is said (core/cluster_traffic_policy.go). */
  private static final long DEFAULT_RING_SIZE = 1024;

  private static final double DEFAULT_WARMUP_PERCENT = 10;
  private static final double DEFAULT_WARMUP_AGGRESSION = 1;

  /** Envoy wants a runtime key that nobody sets; Istio writes the same one. */
  private static final String NO_RUNTIME_KEY = "(";

  private static final int ALWAYS = 100;

  /**
   * For how long Envoy collects changes of endpoints that neither come nor go, such as one that
   * becomes ready. Its own second would keep back what it has acknowledged (docs/load-bearing.md,
   * "Changed endpoints act at once").
   */
  private static final Duration MERGE_WINDOW = Duration.ofMillis(50);

  /** Endpoints that are called when a session names them; others only by the balancer's choice. */
  private static final HealthStatusSet SESSION_STATUSES =
      HealthStatusSet.newBuilder()
          .addStatuses(HealthStatus.HEALTHY)
          .addStatuses(HealthStatus.DRAINING)
          .addStatuses(HealthStatus.UNKNOWN)
          .addStatuses(HealthStatus.DEGRADED)
          .build();

  private Balancing() {}

  /** Sets the algorithm, unless the cluster's type brings its own. */
  static void apply(Cluster.Builder cluster, ClusterKey key) {
    if (key.discovery() == ClusterKey.Discovery.FORWARD) {
      cluster.setLbPolicy(LbPolicy.CLUSTER_PROVIDED);
      key.policy()
          .outlierDetection()
          .ifPresent(outlier -> outliers(cluster, CommonLbConfig.newBuilder(), outlier));
      return;
    }
    var common = CommonLbConfig.newBuilder().setHealthyPanicThreshold(Percent.newBuilder());
    if (key.discovery() == ClusterKey.Discovery.EDS) {
      common.setUpdateMergeWindow(ProtoValues.duration(MERGE_WINDOW));
    }
    weigh(common, key.places());
    if (key.keepsSessions()) {
      common.setOverrideHostStatus(SESSION_STATUSES);
    }
    var balancer = key.policy().loadBalancer();
    if (cluster.getType() == Cluster.DiscoveryType.ORIGINAL_DST) {
      cluster.setLbPolicy(LbPolicy.CLUSTER_PROVIDED);
    } else {
      simple(cluster, balancer);
      balancer.flatMap(LoadBalancer::consistentHash).ifPresent(hash -> hashed(cluster, hash));
    }
    key.policy().outlierDetection().ifPresent(outlier -> outliers(cluster, common, outlier));
    cluster.setCommonLbConfig(common);
  }

  private static void weigh(CommonLbConfig.Builder common, PlaceWeights places) {
    switch (places.kind()) {
      case NONE -> {}
      case WRITTEN ->
          common.setLocalityWeightedLbConfig(
              CommonLbConfig.LocalityWeightedLbConfig.getDefaultInstance());
      case ZONE, NO_ZONE -> {
        var zones = CommonLbConfig.ZoneAwareLbConfig.newBuilder();
        places
            .minClusterSize()
            .ifPresent(size -> zones.setMinClusterSize(ProtoValues.uint64(size)));
        if (places.kind() == PlaceWeights.Kind.NO_ZONE) {
          zones.setRoutingEnabled(Percent.newBuilder());
        }
        common.setZoneAwareLbConfig(zones);
      }
    }
  }

  /** Whether the rule wants the address that the caller asked for, whatever the endpoints are. */
  static boolean isPassthrough(ClusterPolicy policy) {
    return policy
        .loadBalancer()
        .flatMap(LoadBalancer::simple)
        .filter(SimpleLb.PASSTHROUGH::equals)
        .isPresent();
  }

  private static void simple(Cluster.Builder cluster, Optional<LoadBalancer> balancer) {
    var warmup = balancer.flatMap(LoadBalancer::warmup).map(Balancing::slowStart);
    switch (balancer.flatMap(LoadBalancer::simple).orElse(SimpleLb.UNSPECIFIED)) {
      case RANDOM -> cluster.setLbPolicy(LbPolicy.RANDOM);
      case ROUND_ROBIN -> {
        cluster.setLbPolicy(LbPolicy.ROUND_ROBIN);
        warmup.ifPresent(start -> cluster.getRoundRobinLbConfigBuilder().setSlowStartConfig(start));
      }
      case PASSTHROUGH -> cluster.setLbPolicy(LbPolicy.CLUSTER_PROVIDED);
      case UNSPECIFIED, LEAST_CONN, LEAST_REQUEST -> {
        cluster.setLbPolicy(LbPolicy.LEAST_REQUEST);
        warmup.ifPresent(
            start -> cluster.getLeastRequestLbConfigBuilder().setSlowStartConfig(start));
      }
    }
  }

  private static SlowStartConfig slowStart(Warmup warmup) {
    return SlowStartConfig.newBuilder()
        .setSlowStartWindow(ProtoValues.duration(warmup.duration()))
        .setAggression(
            RuntimeDouble.newBuilder()
                .setDefaultValue(warmup.aggression().orElse(DEFAULT_WARMUP_AGGRESSION))
                .setRuntimeKey(NO_RUNTIME_KEY))
        .setMinWeightPercent(
            Percent.newBuilder().setValue(warmup.minimumPercent().orElse(DEFAULT_WARMUP_PERCENT)))
        .build();
  }

  private static void hashed(Cluster.Builder cluster, ConsistentHash hash) {
    switch (hash.algorithm()) {
      case HashAlgorithm.RingHash(var size) -> {
        cluster.setLbPolicy(LbPolicy.RING_HASH);
        cluster
            .getRingHashLbConfigBuilder()
            .setMinimumRingSize(ProtoValues.uint64(size.orElse(DEFAULT_RING_SIZE)));
      }
      case HashAlgorithm.Maglev(var size) -> {
        cluster.setLbPolicy(LbPolicy.MAGLEV);
        size.ifPresent(
            entries ->
                cluster.getMaglevLbConfigBuilder().setTableSize(ProtoValues.uint64(entries)));
      }
    }
  }

  private static void outliers(
      Cluster.Builder cluster,
      CommonLbConfig.Builder common,
      io.lateen.api.networking.OutlierDetection outlier) {
    var detection = OutlierDetection.newBuilder().setEnforcingSuccessRate(ProtoValues.uint32(0));
    outlier
        .consecutive5xxErrors()
        .ifPresent(
            errors ->
                detection
                    .setConsecutive5Xx(ProtoValues.uint32(errors))
                    .setEnforcingConsecutive5Xx(ProtoValues.uint32(errors > 0 ? ALWAYS : 0)));
    outlier
        .consecutiveGatewayErrors()
        .ifPresent(
            errors ->
                detection
                    .setConsecutiveGatewayFailure(ProtoValues.uint32(errors))
                    .setEnforcingConsecutiveGatewayFailure(
                        ProtoValues.uint32(errors > 0 ? ALWAYS : 0)));
    outlier.interval().map(ProtoValues::duration).ifPresent(detection::setInterval);
    outlier.baseEjectionTime().map(ProtoValues::duration).ifPresent(detection::setBaseEjectionTime);
    if (outlier.maxEjectionPercent() > 0) {
      detection.setMaxEjectionPercent(ProtoValues.uint32(outlier.maxEjectionPercent()));
    }
    if (outlier.splitExternalLocalOriginErrors()) {
      localOrigin(detection, outlier);
    }
    cluster.setOutlierDetection(detection);
    common.setHealthyPanicThreshold(Percent.newBuilder().setValue(outlier.minHealthPercent()));
  }

  private static void localOrigin(
      OutlierDetection.Builder detection, io.lateen.api.networking.OutlierDetection outlier) {
    detection
        .setSplitExternalLocalOriginErrors(true)
        .setEnforcingLocalOriginSuccessRate(ProtoValues.uint32(0));
    outlier
        .consecutiveLocalOriginFailures()
        .ifPresent(
            failures ->
                detection
                    .setConsecutiveLocalOriginFailure(ProtoValues.uint32(failures))
                    .setEnforcingConsecutiveLocalOriginFailure(ProtoValues.uint32(ALWAYS)));
  }
}

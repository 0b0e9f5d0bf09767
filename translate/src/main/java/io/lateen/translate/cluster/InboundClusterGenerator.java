// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.cluster;

import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.CommonLbConfig;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.DiscoveryType;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.LbPolicy;
import io.envoyproxy.envoy.config.core.v3.BindConfig;
import io.envoyproxy.envoy.config.core.v3.ExtraSourceAddress;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.endpoint.v3.Endpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LbEndpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LocalityLbEndpoints;
import io.lateen.translate.Generator;
import io.lateen.translate.envoy.EnvoyNames;
import io.lateen.translate.envoy.ProtoValues;
import io.lateen.translate.name.EnvoyClusterName;
import io.lateen.translate.view.IpFamilies;
import java.time.Duration;
import java.util.Set;

/** Makes the clusters of the workload's own ports (Istio: buildInboundCluster). */
public final class InboundClusterGenerator implements Generator<InboundClusterKey> {

  /**
   * Hosts are never forgotten, because there is only one; the largest duration that Envoy takes
   * (core/cluster_builder.go maxSecondsValue).
   */
  private static final Duration NEVER = Duration.ofSeconds(9_223_372_035L);

  /** Loopback addresses; connections to them must not look like captured ones. */
  private static final Set<String> LOCALHOST = Set.of("127.0.0.1", "::1");

  @Override
  public Cluster message(InboundClusterKey key) {
    var cluster =
        Cluster.newBuilder()
            .setName(key.resourceName())
            .setAltStatName(
                EnvoyClusterName.statPrefix(
                    key.statName().isEmpty() ? key.resourceName() : key.statName()))
            .setCommonLbConfig(CommonLbConfig.getDefaultInstance());
    var metadata = ClusterMetadata.inbound(key);
    if (metadata.getFilterMetadataCount() > 0) {
      cluster.setMetadata(metadata);
    }
    if (key.target().isPresent()) {
      to(cluster, key.target().get(), key.families());
    } else {
      cluster
          .setType(DiscoveryType.ORIGINAL_DST)
          .setLbPolicy(LbPolicy.CLUSTER_PROVIDED)
          .setCleanupInterval(ProtoValues.duration(NEVER))
          .setUpstreamBindConfig(source(key.families()));
    }
    ConnectionLimits.apply(cluster, key.policy(), key.mesh());
    HttpOptions.inbound(key)
        .message()
        .ifPresent(
            options ->
                cluster.putTypedExtensionProtocolOptions(
                    EnvoyNames.HTTP_PROTOCOL_OPTIONS, options));
    return cluster.build();
  }

  /** The source addresses that mark the proxy's own connections, which capture leaves alone. */
  static BindConfig source(IpFamilies families) {
    var config = BindConfig.newBuilder();
    for (var address : families.passthroughSources()) {
      var source = SocketAddress.newBuilder().setAddress(address).setPortValue(0);
      if (config.hasSourceAddress()) {
        config.addExtraSourceAddresses(ExtraSourceAddress.newBuilder().setAddress(source));
      } else {
        config.setSourceAddress(source);
      }
    }
    return config.build();
  }

  private static void to(
      Cluster.Builder cluster, InboundClusterKey.Target target, IpFamilies families) {
    var endpoint =
        LbEndpoint.newBuilder()
            .setEndpoint(
                Endpoint.newBuilder()
                    .setAddress(ProtoValues.address(target.address(), target.port())));
    cluster
        .setType(DiscoveryType.STATIC)
        .setLoadAssignment(
            ClusterLoadAssignment.newBuilder()
                .setClusterName(cluster.getName())
                .addEndpoints(LocalityLbEndpoints.newBuilder().addLbEndpoints(endpoint)));
    if (target.port() > 0 && !LOCALHOST.contains(target.address())) {
      cluster.setUpstreamBindConfig(source(families));
    }
  }
}

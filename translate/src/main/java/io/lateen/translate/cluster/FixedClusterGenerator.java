// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.cluster;

import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.DiscoveryType;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.LbPolicy;
import io.lateen.translate.Generator;
import io.lateen.translate.envoy.EnvoyNames;
import io.lateen.translate.envoy.ProtoValues;
import io.lateen.translate.name.EnvoyClusterName;
import io.lateen.translate.name.IstioNames;

/** Makes the clusters that every proxy has (Istio: core/cluster_builder.go). */
public final class FixedClusterGenerator implements Generator<FixedClusterKey> {

  @Override
  public Cluster message(FixedClusterKey key) {
    var cluster = Cluster.newBuilder().setName(key.resourceName());
    return switch (key.kind()) {
      case BLACK_HOLE ->
          cluster
              .setAltStatName(EnvoyClusterName.statPrefix(key.resourceName()))
              .setType(DiscoveryType.STATIC)
              .setConnectTimeout(ProtoValues.duration(key.mesh().connectTimeout()))
              .build();
      case PASSTHROUGH -> passthrough(cluster, key).build();
      case INBOUND_PASSTHROUGH ->
          passthrough(cluster, key)
              .setUpstreamBindConfig(InboundClusterGenerator.source(key.families()))
              .build();
    };
  }

  /** Both directions share one statistics prefix, as in Istio. */
  private static Cluster.Builder passthrough(Cluster.Builder cluster, FixedClusterKey key) {
    cluster
        .setAltStatName(EnvoyClusterName.statPrefix(IstioNames.PASSTHROUGH_CLUSTER))
        .setType(DiscoveryType.ORIGINAL_DST)
        .setLbPolicy(LbPolicy.CLUSTER_PROVIDED)
        .putTypedExtensionProtocolOptions(
            EnvoyNames.HTTP_PROTOCOL_OPTIONS,
            HttpOptions.passthrough(new ClusterTls.None(false), key.mesh()));
    ConnectionLimits.apply(cluster, ClusterPolicy.NONE, key.mesh());
    return cluster;
  }
}

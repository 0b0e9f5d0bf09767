// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.cluster;

import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.LbPolicy;
import io.lateen.translate.Generator;
import io.lateen.translate.envoy.EnvoyNames;
import io.lateen.translate.forward.ForwardProxies;
import io.lateen.translate.name.EnvoyClusterName;
import io.lateen.translate.tls.UpstreamTls;

/**
 * Makes the cluster of undeclared hosts (Istio: core/cluster_builder.go buildAllowAnyDFPCluster).
 */
public final class AnyHostClusterGenerator implements Generator<AnyHostClusterKey> {

  @Override
  public Cluster message(AnyHostClusterKey key) {
    var cluster =
        Cluster.newBuilder()
            .setName(key.resourceName())
            .setAltStatName(EnvoyClusterName.statPrefix(key.resourceName()))
            .setLbPolicy(LbPolicy.CLUSTER_PROVIDED)
            .setClusterType(ForwardProxies.cluster(key.cache(), key.tls().isUnverified()))
            .putTypedExtensionProtocolOptions(
                EnvoyNames.HTTP_PROTOCOL_OPTIONS, HttpOptions.passthrough(key.tls(), key.mesh()));
    ConnectionLimits.apply(cluster, ClusterPolicy.NONE, key.mesh());
    switch (key.tls()) {
      case ClusterTls.None _, ClusterTls.Auto _ -> {}
      case ClusterTls.Mutual(var sni, var names) ->
          cluster.setTransportSocket(UpstreamTls.istioMutual(sni, names, false));
      case ClusterTls.Originate originate ->
          cluster.setTransportSocket(UpstreamTls.originate(originate.tls(), false));
    }
    return cluster.build();
  }
}

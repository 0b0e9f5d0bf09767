// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.listener;

import io.envoyproxy.envoy.config.accesslog.v3.AccessLog;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy;
import io.envoyproxy.envoy.type.v3.HashPolicy;
import io.lateen.translate.envoy.EnvoyNames;
import io.lateen.translate.envoy.Packed;
import io.lateen.translate.envoy.ProtoValues;
import io.lateen.translate.name.IstioNames;

/** The terminal filter of chains without HTTP. */
public final class TcpProxies {

  private TcpProxies() {}

  public static Filter filter(TcpTarget target, AccessLog log) {
    return filter(proxy(target).addAccessLog(log));
  }

  /** Closes every connection; not logged, because only loops and scans end here. */
  static Filter blackHole() {
    return filter(proxy(TcpTarget.to(IstioNames.BLACK_HOLE_CLUSTER)));
  }

  private static TcpProxy.Builder proxy(TcpTarget target) {
    var proxy = TcpProxy.newBuilder().setStatPrefix(target.statPrefix());
    if (target.clusters().size() == 1) {
      proxy.setCluster(target.clusters().getFirst().cluster());
    } else {
      var clusters = TcpProxy.WeightedCluster.newBuilder();
      for (var share : target.clusters()) {
        clusters.addClusters(
            TcpProxy.WeightedCluster.ClusterWeight.newBuilder()
                .setName(share.cluster())
                .setWeight(share.weight()));
      }
      proxy.setWeightedClusters(clusters);
    }
    target.idleTimeout().map(ProtoValues::duration).ifPresent(proxy::setIdleTimeout);
    target
        .maxConnectionDuration()
        .map(ProtoValues::duration)
        .ifPresent(proxy::setMaxDownstreamConnectionDuration);
    target
        .tunnel()
        .ifPresent(
            tunnel ->
                proxy.setTunnelingConfig(
                    TcpProxy.TunnelingConfig.newBuilder()
                        .setHostname(tunnel.target())
                        .setUsePost(tunnel.post())));
    if (target.hashSourceIp()) {
      proxy.addHashPolicy(
          HashPolicy.newBuilder().setSourceIp(HashPolicy.SourceIp.getDefaultInstance()));
    }
    return proxy;
  }

  private static Filter filter(TcpProxy.Builder proxy) {
    return Filter.newBuilder()
        .setName(EnvoyNames.TCP_PROXY)
        .setTypedConfig(Packed.any(proxy.build()))
        .build();
  }
}

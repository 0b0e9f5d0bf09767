// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.forward;

import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.CustomClusterType;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.extensions.clusters.dynamic_forward_proxy.v3.ClusterConfig;
import io.envoyproxy.envoy.extensions.common.dynamic_forward_proxy.v3.DnsCacheConfig;
import io.envoyproxy.envoy.extensions.filters.http.dynamic_forward_proxy.v3.FilterConfig;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.lateen.translate.envoy.EnvoyNames;
import io.lateen.translate.envoy.Packed;
import io.lateen.translate.envoy.ProtoValues;

/** The parts of a dynamic forward proxy (Istio: core/networkfilter.go, core/cluster_builder.go). */
public final class ForwardProxies {

  private ForwardProxies() {}

  /**
   * The type of a cluster whose endpoints are the hosts of its requests.
   *
   * @param insecure whether it must also work when the server is not verified by the host's name
   */
  public static CustomClusterType cluster(DnsCache cache, boolean insecure) {
    return CustomClusterType.newBuilder()
        .setName(EnvoyNames.FORWARD_PROXY_CLUSTER)
        .setTypedConfig(
            Packed.any(
                ClusterConfig.newBuilder()
                    .setDnsCacheConfig(message(cache))
                    .setAllowInsecureClusterOptions(insecure)
                    .build()))
        .build();
  }

  /** Resolves the host of each request for such a cluster. */
  public static HttpFilter http(DnsCache cache) {
    return HttpFilter.newBuilder()
        .setName(EnvoyNames.HTTP_FORWARD_PROXY)
        .setTypedConfig(
            Packed.any(FilterConfig.newBuilder().setDnsCacheConfig(message(cache)).build()))
        .build();
  }

  /** Resolves the server name of each TLS connection for such a cluster. */
  public static Filter serverName(DnsCache cache, int port) {
    return Filter.newBuilder()
        .setName(EnvoyNames.SNI_FORWARD_PROXY)
        .setTypedConfig(
            Packed.any(
                io.envoyproxy.envoy.extensions.filters.network.sni_dynamic_forward_proxy.v3
                    .FilterConfig.newBuilder()
                    .setDnsCacheConfig(message(cache))
                    .setPortValue(port)
                    .build()))
        .build();
  }

  private static DnsCacheConfig message(DnsCache cache) {
    var config =
        DnsCacheConfig.newBuilder()
            .setName(cache.name())
            .setDnsLookupFamily(
                switch (cache.families()) {
                  case V4 -> Cluster.DnsLookupFamily.V4_ONLY;
                  case V6 -> Cluster.DnsLookupFamily.V6_ONLY;
                  case BOTH -> Cluster.DnsLookupFamily.ALL;
                });
    cache.maxHosts().ifPresent(most -> config.setMaxHosts(ProtoValues.uint32(most)));
    return config.build();
  }
}

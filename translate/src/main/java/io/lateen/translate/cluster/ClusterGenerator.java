// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.cluster;

import com.google.protobuf.Struct;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.CustomClusterType;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.DiscoveryType;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.EdsClusterConfig;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.TransportSocketMatch;
import io.envoyproxy.envoy.config.core.v3.AggregatedConfigSource;
import io.envoyproxy.envoy.config.core.v3.ApiVersion;
import io.envoyproxy.envoy.config.core.v3.ConfigSource;
import io.envoyproxy.envoy.config.core.v3.TransportSocket;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.extensions.clusters.common.dns.v3.DnsLookupFamily;
import io.envoyproxy.envoy.extensions.clusters.dns.v3.DnsCluster;
import io.envoyproxy.envoy.extensions.network.dns_resolver.cares.v3.CaresDnsResolverConfig;
import io.lateen.translate.Generator;
import io.lateen.translate.cluster.ClusterKey.Discovery;
import io.lateen.translate.endpoint.AssignmentGenerator;
import io.lateen.translate.envoy.EnvoyNames;
import io.lateen.translate.envoy.Packed;
import io.lateen.translate.envoy.ProtoValues;
import io.lateen.translate.forward.DnsCache;
import io.lateen.translate.forward.ForwardProxies;
import io.lateen.translate.name.EnvoyClusterName;
import io.lateen.translate.name.IstioNames;
import io.lateen.translate.tls.UpstreamTls;
import io.lateen.translate.view.IpFamilies;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/** Makes the clusters of services (Istio: core/cluster.go, core/cluster_builder.go). */
public final class ClusterGenerator implements Generator<ClusterKey> {

  /** Lookups are shifted by up to this much, so that they do not all come at once. */
  private static final Duration DNS_JITTER = Duration.ofMillis(100);

  /** Queries over one UDP socket before c-ares opens another one. */
  private static final int DNS_UDP_QUERIES = 100;

  @Override
  public Cluster message(ClusterKey key) {
    var http = HttpOptions.outbound(key);
    var cluster =
        Cluster.newBuilder()
            .setName(key.resourceName())
            .setAltStatName(
                EnvoyClusterName.statPrefix(
                    key.statName().isEmpty() ? key.resourceName() : key.statName()))
            .setMetadata(ClusterMetadata.outbound(key));
    discover(cluster, key);
    ConnectionLimits.apply(cluster, key.policy(), key.mesh());
    Balancing.apply(cluster, key);
    http.message()
        .ifPresent(
            options ->
                cluster.putTypedExtensionProtocolOptions(
                    EnvoyNames.HTTP_PROTOCOL_OPTIONS, options));
    encrypt(cluster, key.tls(), http.isHttp2());
    key.policy().proxyProtocol().ifPresent(version -> ProxyHeaders.announce(cluster, version));
    return cluster.build();
  }

  private static void discover(Cluster.Builder cluster, ClusterKey key) {
    if (Balancing.isPassthrough(key.policy()) && key.discovery() != Discovery.FORWARD) {
      cluster.setType(DiscoveryType.ORIGINAL_DST);
      return;
    }
    switch (key.discovery()) {
      case EDS -> cluster.setType(DiscoveryType.EDS).setEdsClusterConfig(eds(key.resourceName()));
      case ORIGINAL_DST -> {
        cluster.setType(DiscoveryType.ORIGINAL_DST);
        key.portOverride()
            .ifPresent(
                port ->
                    cluster
                        .getOriginalDstLbConfigBuilder()
                        .setUpstreamPortOverride(ProtoValues.uint32(port)));
      }
      case STRICT_DNS -> cluster.setClusterType(dns(key.mesh(), key.families(), false));
      case LOGICAL_DNS -> cluster.setClusterType(dns(key.mesh(), key.families(), true));
      case STATIC -> cluster.setType(DiscoveryType.STATIC);
      case FORWARD ->
          cluster.setClusterType(
              ForwardProxies.cluster(
                  new DnsCache(
                      DnsCache.nameOf(key.cluster().host()), key.families(), OptionalInt.empty()),
                  encrypts(key.tls()) && key.tls().isUnverified()));
    }
    key.endpoints()
        .ifPresent(endpoints -> cluster.setLoadAssignment(AssignmentGenerator.inline(endpoints)));
  }

  /** The typed form of STRICT_DNS and LOGICAL_DNS, whose own fields Envoy has deprecated. */
  static CustomClusterType dns(MeshDefaults mesh, IpFamilies families, boolean logical) {
    var resolver = CaresDnsResolverConfig.newBuilder();
    resolver.setUdpMaxQueries(ProtoValues.uint32(DNS_UDP_QUERIES));
    var config =
        DnsCluster.newBuilder()
            .setDnsRefreshRate(ProtoValues.duration(mesh.dnsRefresh()))
            .setDnsJitter(ProtoValues.duration(DNS_JITTER))
            .setRespectDnsTtl(true)
            .setDnsLookupFamily(lookup(families))
            .setAllAddressesInSingleEndpoint(logical)
            .setTypedDnsResolverConfig(
                TypedExtensionConfig.newBuilder()
                    .setName(EnvoyNames.CARES_RESOLVER)
                    .setTypedConfig(Packed.any(resolver.build())))
            .build();
    return CustomClusterType.newBuilder()
        .setName(EnvoyNames.DNS_CLUSTER)
        .setTypedConfig(Packed.any(config))
        .build();
  }

  private static DnsLookupFamily lookup(IpFamilies families) {
    return switch (families) {
      case V4 -> DnsLookupFamily.V4_ONLY;
      case V6 -> DnsLookupFamily.V6_ONLY;
      case BOTH -> DnsLookupFamily.ALL;
    };
  }

  private static EdsClusterConfig eds(String name) {
    return EdsClusterConfig.newBuilder()
        .setServiceName(name)
        .setEdsConfig(
            ConfigSource.newBuilder()
                .setAds(AggregatedConfigSource.getDefaultInstance())
                .setInitialFetchTimeout(ProtoValues.duration(Duration.ZERO))
                .setResourceApiVersion(ApiVersion.V3))
        .build();
  }

  private static boolean encrypts(ClusterTls tls) {
    return !(tls instanceof ClusterTls.None);
  }

  private static void encrypt(Cluster.Builder cluster, ClusterTls tls, boolean http2) {
    switch (tls) {
      case ClusterTls.None _ -> {}
      case ClusterTls.Auto(var sni, var names) -> auto(cluster, sni, names, http2);
      case ClusterTls.Mutual(var sni, var names) ->
          cluster.setTransportSocket(UpstreamTls.istioMutual(sni, names, http2));
      case ClusterTls.Originate originate ->
          cluster.setTransportSocket(UpstreamTls.originate(originate.tls(), http2));
    }
  }

  /** Endpoints of the original destination carry no metadata: there mTLS is for all of them. */
  private static void auto(Cluster.Builder cluster, String sni, List<String> names, boolean http2) {
    var mutual = UpstreamTls.istioMutual(sni, names, http2);
    if (cluster.getType() == DiscoveryType.ORIGINAL_DST && !cluster.hasClusterType()) {
      cluster.setTransportSocket(mutual);
      return;
    }
    cluster
        .addTransportSocketMatches(
            match(
                IstioNames.TLS_MODE_ISTIO_MATCH,
                ProtoValues.struct(IstioNames.TLS_MODE_FIELD, IstioNames.TLS_MODE_ISTIO),
                mutual))
        .addTransportSocketMatches(
            match(
                IstioNames.TLS_MODE_DISABLED_MATCH,
                Struct.getDefaultInstance(),
                UpstreamTls.plaintext()));
  }

  private static TransportSocketMatch match(String name, Struct match, TransportSocket socket) {
    return TransportSocketMatch.newBuilder()
        .setName(name)
        .setMatch(match)
        .setTransportSocket(socket)
        .build();
  }
}

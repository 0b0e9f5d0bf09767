// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.cluster;

import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.Http2ProtocolOptions;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.endpoint.v3.Endpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LbEndpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LocalityLbEndpoints;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions;
import io.lateen.translate.Generator;
import io.lateen.translate.envoy.EnvoyNames;
import io.lateen.translate.envoy.Packed;
import io.lateen.translate.envoy.ProtoValues;
import io.lateen.translate.name.EnvoyClusterName;
import io.lateen.translate.tls.UpstreamTls;

/** Makes the clusters of servers that proxies report to. */
public final class ReportClusterGenerator implements Generator<ReportClusterKey> {

  @Override
  public Cluster message(ReportClusterKey key) {
    var endpoint =
        LbEndpoint.newBuilder()
            .setEndpoint(
                Endpoint.newBuilder().setAddress(ProtoValues.address(key.host(), key.port())));
    var cluster =
        Cluster.newBuilder()
            .setName(key.resourceName())
            .setAltStatName(EnvoyClusterName.statPrefix(key.resourceName()))
            .setClusterType(ClusterGenerator.dns(key.mesh(), key.families(), false))
            .setLoadAssignment(
                ClusterLoadAssignment.newBuilder()
                    .setClusterName(key.resourceName())
                    .addEndpoints(LocalityLbEndpoints.newBuilder().addLbEndpoints(endpoint)));
    ConnectionLimits.apply(cluster, ClusterPolicy.NONE, key.mesh());
    key.keepalive().ifPresent(keepalive -> ConnectionLimits.apply(cluster, keepalive));
    if (key.http2()) {
      var options = HttpProtocolOptions.newBuilder();
      options
          .getExplicitHttpConfigBuilder()
          .setHttp2ProtocolOptions(Http2ProtocolOptions.getDefaultInstance());
      cluster.putTypedExtensionProtocolOptions(
          EnvoyNames.HTTP_PROTOCOL_OPTIONS, Packed.any(options.build()));
    }
    switch (key.tls()) {
      case ClusterTls.None _, ClusterTls.Auto _ -> {}
      case ClusterTls.Mutual(var sni, var names) ->
          cluster.setTransportSocket(UpstreamTls.istioMutual(sni, names, key.http2()));
      case ClusterTls.Originate originate ->
          cluster.setTransportSocket(UpstreamTls.originate(originate.tls(), key.http2()));
    }
    return cluster.build();
  }
}

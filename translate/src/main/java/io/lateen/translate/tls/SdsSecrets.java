// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.tls;

import io.envoyproxy.envoy.config.core.v3.AggregatedConfigSource;
import io.envoyproxy.envoy.config.core.v3.ApiConfigSource;
import io.envoyproxy.envoy.config.core.v3.ApiVersion;
import io.envoyproxy.envoy.config.core.v3.ConfigSource;
import io.envoyproxy.envoy.config.core.v3.GrpcService;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.SdsSecretConfig;
import io.lateen.translate.envoy.ProtoValues;
import io.lateen.translate.name.IstioNames;
import java.time.Duration;

/** References to secrets: the agent's over the static cluster {@code sds-grpc}, others by ADS. */
public final class SdsSecrets {

  private SdsSecrets() {}

  /** The workload's own certificate; Envoy waits for it for ever (the agent always answers). */
  static SdsSecretConfig workloadCertificate() {
    return mesh(IstioNames.SDS_WORKLOAD_CERTIFICATE);
  }

  /** The mesh's trust roots. */
  static SdsSecretConfig meshRoot() {
    return mesh(IstioNames.SDS_ROOT);
  }

  /**
   * A secret by its name. Files and the workload's own come from the agent, secrets of the cluster
   * come with the rest of the configuration; a missing one must not block the whole proxy.
   */
  public static SdsSecretConfig named(String name) {
    if (name.equals(IstioNames.SDS_WORKLOAD_CERTIFICATE) || name.equals(IstioNames.SDS_ROOT)) {
      return mesh(name);
    }
    return SdsSecretConfig.newBuilder()
        .setName(name)
        .setSdsConfig(SecretNames.isLocal(name) ? source() : aggregated())
        .build();
  }

  private static SdsSecretConfig mesh(String name) {
    return SdsSecretConfig.newBuilder()
        .setName(name)
        .setSdsConfig(source().setInitialFetchTimeout(ProtoValues.duration(Duration.ZERO)))
        .build();
  }

  private static ConfigSource.Builder aggregated() {
    return ConfigSource.newBuilder()
        .setResourceApiVersion(ApiVersion.V3)
        .setAds(AggregatedConfigSource.getDefaultInstance());
  }

  private static ConfigSource.Builder source() {
    var cluster = GrpcService.EnvoyGrpc.newBuilder().setClusterName(IstioNames.SDS_CLUSTER);
    return ConfigSource.newBuilder()
        .setResourceApiVersion(ApiVersion.V3)
        .setApiConfigSource(
            ApiConfigSource.newBuilder()
                .setApiType(ApiConfigSource.ApiType.GRPC)
                .setTransportApiVersion(ApiVersion.V3)
                .setSetNodeOnFirstMessageOnly(true)
                .addGrpcServices(GrpcService.newBuilder().setEnvoyGrpc(cluster)));
  }
}

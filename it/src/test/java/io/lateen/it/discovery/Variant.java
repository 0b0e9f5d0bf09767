// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.discovery;

import io.envoyproxy.envoy.config.core.v3.AggregatedConfigSource;
import io.envoyproxy.envoy.config.core.v3.ApiConfigSource;
import io.envoyproxy.envoy.config.core.v3.ApiConfigSource.ApiType;
import io.envoyproxy.envoy.config.core.v3.ApiVersion;
import io.envoyproxy.envoy.config.core.v3.ConfigSource;
import io.envoyproxy.envoy.config.core.v3.GrpcService;

/** The ways in which Envoy asks for its configuration. */
enum Variant {
  DELTA_AGGREGATED(ApiType.DELTA_GRPC, true),
  SOTW_AGGREGATED(ApiType.GRPC, true),
  DELTA_SEPARATE(ApiType.DELTA_GRPC, false),
  SOTW_SEPARATE(ApiType.GRPC, false),

  /** Through an agent's relay, which takes differences. */
  RELAYED(ApiType.DELTA_GRPC, true);

  /** The cluster of the control plane in Envoy's bootstrap. */
  static final String CONTROL_PLANE = "xds";

  private final ApiType api;
  private final boolean aggregated;

  Variant(ApiType api, boolean aggregated) {
    this.api = api;
    this.aggregated = aggregated;
  }

  boolean aggregated() {
    return aggregated;
  }

  boolean relayed() {
    return this == RELAYED;
  }

  /** Where every type comes from. */
  ConfigSource source() {
    var source = ConfigSource.newBuilder().setResourceApiVersion(ApiVersion.V3);
    source.getInitialFetchTimeoutBuilder();
    if (aggregated) {
      source.setAds(AggregatedConfigSource.getDefaultInstance());
    } else {
      source.setApiConfigSource(stream());
    }
    return source.build();
  }

  /** A stream to the control plane that comes back quickly. */
  ApiConfigSource stream() {
    var envoy = GrpcService.EnvoyGrpc.newBuilder().setClusterName(CONTROL_PLANE);
    var wait = envoy.getRetryPolicyBuilder().getRetryBackOffBuilder();
    wait.getBaseIntervalBuilder().setNanos(50_000_000);
    wait.getMaxIntervalBuilder().setNanos(150_000_000);
    return ApiConfigSource.newBuilder()
        .setApiType(api)
        .setTransportApiVersion(ApiVersion.V3)
        .setSetNodeOnFirstMessageOnly(true)
        .addGrpcServices(GrpcService.newBuilder().setEnvoyGrpc(envoy))
        .build();
  }
}

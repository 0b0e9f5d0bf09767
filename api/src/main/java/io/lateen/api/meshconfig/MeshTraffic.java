// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.meshconfig;

import io.lateen.api.networking.ClientTls;
import io.lateen.api.networking.ConnectionPool;
import io.lateen.api.networking.HttpRetry;
import io.lateen.api.networking.OutlierDetection;
import io.lateen.api.networking.ZoneAwareLb;
import java.time.Duration;
import java.util.Optional;

/**
 * Traffic settings for rules and services that say nothing (api: mesh/v1alpha1/config.proto).
 *
 * @param connectionPool limits of connections and requests
 * @param outlierDetection when endpoints are left out
 * @param inboundRetries retries towards the own workload
 * @param zoneAwareLb preference by zone; goes before the preference by place
 * @param outboundTls how hosts are reached that proxies resolve themselves
 * @param proxyHttpPort port of an HTTP proxy that every sidecar offers; 0 for none
 * @param hboneIdleTimeout longest silence on HBONE connections; absent for none
 */
public record MeshTraffic(
    Optional<ConnectionPool> connectionPool,
    Optional<OutlierDetection> outlierDetection,
    Optional<HttpRetry> inboundRetries,
    Optional<ZoneAwareLb> zoneAwareLb,
    Optional<ClientTls> outboundTls,
    int proxyHttpPort,
    Optional<Duration> hboneIdleTimeout) {

  /** The settings of a mesh whose owner says nothing. */
  public static final MeshTraffic DEFAULT =
      new MeshTraffic(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          0,
          Optional.empty());
}

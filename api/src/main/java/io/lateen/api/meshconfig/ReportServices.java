// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.meshconfig;

import io.lateen.api.networking.ClientTls;
import io.lateen.api.networking.TcpKeepalive;
import java.util.Optional;

/**
 * Services that proxies report to by their own settings.
 *
 * @param accessLog access logs
 * @param metrics Envoy's metrics
 * @param statsdUdpAddress {@code host:port} for metrics by StatsD; empty for none
 */
public record ReportServices(
    Optional<RemoteService> accessLog, Optional<RemoteService> metrics, String statsdUdpAddress) {

  /** None. */
  public static final ReportServices NONE =
      new ReportServices(Optional.empty(), Optional.empty(), "");

  /**
   * A service.
   *
   * @param address {@code host:port}
   * @param tls how it is reached
   * @param keepalive probes on idle connections
   */
  public record RemoteService(
      String address, Optional<ClientTls> tls, Optional<TcpKeepalive> keepalive) {}
}

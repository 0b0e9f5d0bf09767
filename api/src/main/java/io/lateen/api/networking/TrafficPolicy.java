// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

import java.util.List;
import java.util.Optional;

/**
 * How connections to a host are made, balanced and given up.
 *
 * @param loadBalancer how endpoints are chosen
 * @param connectionPool limits and time-outs of connections
 * @param outlierDetection when an endpoint is ejected
 * @param tls encryption towards the host
 * @param portLevelSettings what differs by port; a port inherits nothing from above
 * @param tunnel tunnel through a proxy
 * @param proxyProtocol PROXY protocol header to send
 * @param retryBudget limit of concurrent retries
 */
public record TrafficPolicy(
    Optional<LoadBalancer> loadBalancer,
    Optional<ConnectionPool> connectionPool,
    Optional<OutlierDetection> outlierDetection,
    Optional<ClientTls> tls,
    List<PortTrafficPolicy> portLevelSettings,
    Optional<Tunnel> tunnel,
    Optional<ProxyProtocolVersion> proxyProtocol,
    Optional<RetryBudget> retryBudget) {

  /** A policy that says nothing. */
  public static final TrafficPolicy NONE =
      new TrafficPolicy(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** Copies the collections. */
  public TrafficPolicy {
    portLevelSettings = List.copyOf(portLevelSettings);
  }

  /** The settings of a service port, when it has its own. */
  public Optional<PortTrafficPolicy> portLevel(int port) {
    return portLevelSettings.stream().filter(settings -> settings.port() == port).findFirst();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

import java.util.Optional;

/**
 * The traffic policy of one service port.
 *
 * @param port service port, 1 to 65535
 * @param loadBalancer how endpoints are chosen
 * @param connectionPool limits and time-outs of connections
 * @param outlierDetection when an endpoint is ejected
 * @param tls encryption towards the port
 */
public record PortTrafficPolicy(
    int port,
    Optional<LoadBalancer> loadBalancer,
    Optional<ConnectionPool> connectionPool,
    Optional<OutlierDetection> outlierDetection,
    Optional<ClientTls> tls) {}

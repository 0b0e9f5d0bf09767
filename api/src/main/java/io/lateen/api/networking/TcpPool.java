// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

import java.time.Duration;
import java.util.Optional;

/**
 * Limits of TCP connections.
 *
 * @param maxConnections most connections to the host; 0 for no limit
 * @param connectTimeout longest wait for a connection; absent stands for that of the mesh
 * @param tcpKeepalive probes on idle connections; absent stands for that of the mesh
 * @param maxConnectionDuration longest life of a connection; absent for no limit
 * @param idleTimeout longest silence; absent for one hour, zero for no limit
 */
public record TcpPool(
    int maxConnections,
    Optional<Duration> connectTimeout,
    Optional<TcpKeepalive> tcpKeepalive,
    Optional<Duration> maxConnectionDuration,
    Optional<Duration> idleTimeout) {}

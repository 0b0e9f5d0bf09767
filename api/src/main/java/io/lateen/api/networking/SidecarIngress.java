// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

import java.util.Optional;

/**
 * One port for inbound traffic.
 *
 * @param port port to listen on
 * @param bind address to listen on; empty for the default
 * @param captureMode how traffic reaches the port
 * @param defaultEndpoint where traffic goes, as in {@code 127.0.0.1:8080} or {@code unix:///path};
 *     empty for the same port of the workload
 * @param tls encryption with certificates that the author names
 * @param connectionPool limits of connections
 * @param line 1-based line in the origin on which the entry begins; 0 when unknown
 */
public record SidecarIngress(
    PortSpec port,
    String bind,
    CaptureMode captureMode,
    String defaultEndpoint,
    Optional<ServerTls> tls,
    Optional<ConnectionPool> connectionPool,
    int line) {}

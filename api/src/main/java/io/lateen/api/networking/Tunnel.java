// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

/**
 * Tunnels connections through a proxy.
 *
 * @param protocol {@code CONNECT} or {@code POST}; empty stands for CONNECT
 * @param targetHost host to ask the proxy for
 * @param targetPort port to ask the proxy for, 1 to 65535
 */
public record Tunnel(String protocol, String targetHost, int targetPort) {}

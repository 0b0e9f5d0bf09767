// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

import java.util.List;
import java.util.Optional;

/**
 * One port of a gateway.
 *
 * @param port number, protocol and name
 * @param bind address to listen on; empty for all
 * @param hosts hosts as written, {@code namespace/host} or a host alone; not empty
 * @param tls encryption
 * @param name name, unique in the gateway; may be empty
 * @param defaultEndpoint where unmatched traffic goes; empty for none
 * @param line 1-based line in the origin on which the server begins; 0 when unknown
 */
public record GatewayServer(
    PortSpec port,
    String bind,
    List<String> hosts,
    Optional<ServerTls> tls,
    String name,
    String defaultEndpoint,
    int line) {

  /** Copies the collections. */
  public GatewayServer {
    hosts = List.copyOf(hosts);
  }
}

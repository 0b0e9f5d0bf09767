// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.access;

import java.util.Optional;

/**
 * A request, or a connection of other protocols, as it reaches a workload.
 *
 * @param connection how it comes
 * @param remoteAddress address of the client behind trusted proxies: of the header {@code
 *     X-Forwarded-For} or the PROXY protocol; that of the connection when there are none
 * @param http what is asked for; empty when the port does not speak HTTP
 */
public record AccessRequest(
    Connection connection, String remoteAddress, Optional<HttpRequest> http) {

  /**
   * A connection.
   *
   * @param mutualTls whether it is encrypted and both sides have shown certificates of the mesh
   * @param identity of the caller, {@code spiffe://…}; empty when there is no certificate
   * @param sourceAddress address that the connection comes from
   * @param destinationAddress address that it was made to
   * @param port port of the workload
   * @param serverName name that the caller has asked for in TLS (SNI); may be empty
   */
  public record Connection(
      boolean mutualTls,
      String identity,
      String sourceAddress,
      String destinationAddress,
      int port,
      String serverName) {}
}

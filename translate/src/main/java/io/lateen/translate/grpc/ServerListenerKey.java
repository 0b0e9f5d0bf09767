// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.grpc;

import io.lateen.translate.Provenance;
import io.lateen.translate.ResourceKey;
import io.lateen.translate.authorization.Authorization;

/**
 * The listener of a gRPC server at one address.
 *
 * @param address that the server listens on
 * @param mtls whether callers need a certificate of the mesh; else calls are plaintext
 * @param authorization who may call
 */
public record ServerListenerKey(
    String address, int port, boolean mtls, Authorization authorization, Provenance provenance)
    implements ResourceKey {

  @Override
  public String resourceName() {
    return GrpcNames.SERVER_PREFIX + GrpcNames.hostPort(address, port);
  }
}

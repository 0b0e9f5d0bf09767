// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.proxyless;

import java.nio.file.Path;

/**
 * Where the files of one workload's gRPC library are. The folders are root's, so that the workload
 * cannot put a link in their place; the files are the workload's.
 *
 * @param folder the folder of these files alone
 */
public record GrpcFiles(Path folder) {

  /** What {@code GRPC_XDS_BOOTSTRAP} has to name. */
  public Path bootstrap() {
    return folder.resolve("grpc-bootstrap.json");
  }

  /** A link to the folder of the certificate in use. */
  Path current() {
    return folder.resolve("current");
  }

  /** The certificate with those between it and the root, as PEM (Istio: cert-chain.pem). */
  public Path chain() {
    return current().resolve("cert-chain.pem");
  }

  /** Its private key, as PEM. */
  public Path key() {
    return current().resolve("key.pem");
  }

  /** What peers have to prove, as PEM. */
  public Path roots() {
    return current().resolve("root-cert.pem");
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.identity.node;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.lateen.agent.identity.certificate.Calls;
import io.lateen.agent.identity.certificate.CertificateIssuer;
import io.lateen.identity.secret.SecretText;
import io.lateen.proto.node.v1.JoinRequest;
import io.lateen.proto.node.v1.NodeIdentityGrpc;
import io.lateen.proto.node.v1.NodeIdentityGrpc.NodeIdentityFutureStub;
import io.lateen.proto.node.v1.RenewRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/**
 * Gets the node's own certificate: by renewal while the present one is valid, else by joining with
 * the token in the token file, which is read anew each time so that a fresh token needs no restart.
 */
final class NodeIssuer implements CertificateIssuer {

  /** Longest token file that is read, in bytes. */
  private static final long MAX_TOKEN_BYTES = 1024;

  private final ManagedChannel channel;
  private final Optional<Path> tokenFile;
  private final BooleanSupplier known;

  /**
   * An issuer on a channel.
   *
   * @param known whether the channel proves a valid certificate of this node
   */
  NodeIssuer(ManagedChannel channel, Optional<Path> tokenFile, BooleanSupplier known) {
    this.channel = channel;
    this.tokenFile = tokenFile;
    this.known = known;
  }

  @Override
  public CompletionStage<Issued> issue(byte[] csr) {
    channel.resetConnectBackoff();
    var request = ByteString.copyFrom(csr);
    if (known.getAsBoolean()) {
      var call = stub().renew(RenewRequest.newBuilder().setCsr(request).build());
      return Calls.stage(call, Messages::issued);
    }
    try {
      var token = token();
      var join = JoinRequest.newBuilder().setToken(token.reveal()).setCsr(request).build();
      return Calls.stage(stub().join(join), Messages::issued);
    } catch (IOException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  private NodeIdentityFutureStub stub() {
    return Calls.bounded(NodeIdentityGrpc.newFutureStub(channel));
  }

  private SecretText token() throws IOException {
    if (tokenFile.isEmpty()) {
      throw new IOException("the node is not in the mesh and its configuration has no join token");
    }
    var file = tokenFile.get();
    if (!Files.isRegularFile(file) || Files.size(file) > MAX_TOKEN_BYTES) {
      throw new IOException("the node is not in the mesh and there is no join token in " + file);
    }
    return SecretText.of(Files.readString(file).strip());
  }
}

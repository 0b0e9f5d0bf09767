// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.xds;

import com.google.protobuf.ByteString;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.lateen.client.ApiClient;
import io.lateen.client.Credential;
import io.lateen.identity.certificate.CertificateRequest;
import io.lateen.identity.certificate.Certificates;
import io.lateen.identity.secret.IdentityKey;
import io.lateen.proto.node.v1.JoinRequest;
import io.lateen.proto.node.v1.NodeIdentityGrpc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;

/**
 * The identity of a node, for a program that is no agent.
 *
 * @param roots PEM file of what it trusts
 * @param certificate PEM file of its certificate chain
 * @param key PEM file of its key, readable by its owner only
 */
record NodeIdentity(Path roots, Path certificate, Path key) {

  /** Joins as {@code node} and keeps the identity in a folder. */
  static NodeIdentity join(Credential admin, int port, String node, Path folder) throws Exception {
    Files.createDirectory(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    String token;
    try (var api = new ApiClient(admin)) {
      token = api.joinToken(node);
    }
    var roots = Certificates.fromPem(admin.ca());
    var pair = IdentityKey.generate(new SecureRandom());
    var tls = GrpcSslContexts.forClient().trustManager(roots.toArray(X509Certificate[]::new));
    var channel = NettyChannelBuilder.forAddress("127.0.0.1", port).sslContext(tls.build()).build();
    try {
      var answer =
          NodeIdentityGrpc.newBlockingStub(channel)
              .join(
                  JoinRequest.newBuilder()
                      .setToken(token)
                      .setCsr(ByteString.copyFrom(CertificateRequest.create(pair)))
                      .build());
      var chain = new ArrayList<X509Certificate>();
      for (var der : answer.getChainList()) {
        chain.add(Certificates.fromDer(der.toByteArray()));
      }
      return new NodeIdentity(
          Files.writeString(folder.resolve("roots.pem"), admin.ca()),
          Files.writeString(folder.resolve("certificate.pem"), Certificates.toPem(chain)),
          Files.writeString(folder.resolve("key.pem"), pair.pem().reveal()));
    } finally {
      channel.shutdownNow();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.ca;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.lateen.bench.xds.ServerProcess;
import io.lateen.client.ApiClient;
import io.lateen.identity.certificate.CertificateRequest;
import io.lateen.identity.certificate.Certificates;
import io.lateen.identity.certificate.KeyedSvid;
import io.lateen.identity.certificate.Svid;
import io.lateen.identity.secret.IdentityKey;
import io.lateen.identity.tls.RenewableKey;
import io.lateen.proto.node.v1.JoinRequest;
import io.lateen.proto.node.v1.NodeCertificate;
import io.lateen.proto.node.v1.NodeIdentityGrpc;
import io.lateen.proto.node.v1.RenewRequest;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A node with its own connection; every request certifies the same key. */
final class CertificateClient implements AutoCloseable {

  private static final double MILLIS = 1e6;

  private final ManagedChannel channel;
  private final RenewRequest request;

  private CertificateClient(ManagedChannel channel, byte[] csr) {
    this.channel = channel;
    this.request = RenewRequest.newBuilder().setCsr(ByteString.copyFrom(csr)).build();
  }

  static CertificateClient join(ServerProcess server, String node) throws Exception {
    String token;
    try (var api = new ApiClient(server.admin())) {
      token = api.joinToken(node);
    }
    var roots = Certificates.fromPem(server.admin().ca()).toArray(X509Certificate[]::new);
    var pair = IdentityKey.generate(new SecureRandom());
    var csr = CertificateRequest.create(pair);
    var key = new RenewableKey();
    var stranger =
        NettyChannelBuilder.forAddress("127.0.0.1", server.port())
            .sslContext(GrpcSslContexts.forClient().trustManager(roots).build())
            .build();
    try {
      var joined =
          NodeIdentityGrpc.newBlockingStub(stranger)
              .join(
                  JoinRequest.newBuilder()
                      .setToken(token)
                      .setCsr(ByteString.copyFrom(csr))
                      .build());
      var chain = joined.getChainList().stream().map(ByteString::toByteArray).toList();
      key.replace(new KeyedSvid(Svid.fromDer(chain), pair));
    } finally {
      stranger.shutdownNow();
    }
    var tls = GrpcSslContexts.forClient().keyManager(key).trustManager(roots).build();
    return new CertificateClient(
        NettyChannelBuilder.forAddress("127.0.0.1", server.port()).sslContext(tls).build(), csr);
  }

  /** Renews once; returns milliseconds. */
  double renew() {
    long begin = System.nanoTime();
    NodeIdentityGrpc.newBlockingStub(channel).renew(request);
    return (System.nanoTime() - begin) / MILLIS;
  }

  /** Renews again and again; returns milliseconds of each. */
  List<Double> renewUntil(long nanos) {
    var latencies = new ArrayList<Double>();
    while (System.nanoTime() < nanos) {
      latencies.add(renew());
    }
    return latencies;
  }

  /**
   * Renews at a steady pace; a renewal that comes late because the one before took long counts from
   * when it was due.
   *
   * @param begin when the first is due, nanoseconds
   * @param end when no more are
   * @param period nanoseconds from one to the next
   * @return milliseconds of each
   */
  List<Double> renewEvery(long begin, long end, long period) throws InterruptedException {
    var latencies = new ArrayList<Double>();
    for (long due = begin; due < end; due += period) {
      long early = due - System.nanoTime();
      if (early > 0) {
        Thread.sleep(Duration.ofNanos(early));
      }
      long late = Math.max(0, System.nanoTime() - due);
      latencies.add(renew() + late / MILLIS);
    }
    return latencies;
  }

  /** Sends a request and does not wait. */
  CompletableFuture<NodeCertificate> renewLater() {
    var answer = new CompletableFuture<NodeCertificate>();
    Futures.addCallback(
        NodeIdentityGrpc.newFutureStub(channel).renew(request),
        new FutureCallback<>() {
          @Override
          public void onSuccess(@Nullable NodeCertificate certificate) {
            answer.complete(certificate);
          }

          @Override
          public void onFailure(Throwable failure) {
            answer.completeExceptionally(failure);
          }
        },
        MoreExecutors.directExecutor());
    return answer;
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}

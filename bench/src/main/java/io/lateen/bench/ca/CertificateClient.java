// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.ca;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoop;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollSocketChannel;
import io.grpc.stub.StreamObserver;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** A node with its own connection; every request certifies the same key. */
final class CertificateClient implements AutoCloseable {

  private static final double MILLIS = 1e6;

  private final EventLoop loop;
  private final ManagedChannel channel;
  private final RenewRequest request;

  private CertificateClient(EventLoop loop, ManagedChannel channel, byte[] csr) {
    this.loop = loop;
    this.channel = channel;
    this.request = RenewRequest.newBuilder().setCsr(ByteString.copyFrom(csr)).build();
  }

  /** Joins as a node; what it does later happens on {@code loop}. */
  static CertificateClient join(EventLoop loop, ServerProcess server, String node)
      throws Exception {
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
    var channel =
        NettyChannelBuilder.forAddress("127.0.0.1", server.port())
            .eventLoopGroup(loop)
            .channelType(EpollSocketChannel.class)
            .directExecutor()
            .sslContext(tls)
            .build();
    return new CertificateClient(loop, channel, csr);
  }

  /** Renews once; returns milliseconds. */
  double renew() {
    long begin = System.nanoTime();
    NodeIdentityGrpc.newBlockingStub(channel).renew(request);
    return (System.nanoTime() - begin) / MILLIS;
  }

  /** Renews again and again; milliseconds of each. */
  CompletableFuture<DoubleStream> renewUntil(long nanos) {
    return renewEvery(System.nanoTime(), nanos, 0);
  }

  /**
   * Renews at a steady pace; a renewal that comes late because the one before took long counts from
   * when it was due.
   *
   * @param begin when the first is due, nanoseconds
   * @param end when no more are
   * @param period nanoseconds from one to the next; 0 for the next as soon as there is an answer
   * @return milliseconds of each
   */
  CompletableFuture<DoubleStream> renewEvery(long begin, long end, long period) {
    var renewals = new Renewals(begin, end, period);
    loop.execute(renewals::next);
    return renewals.all;
  }

  /** One renewal after the other, without a thread that waits; belongs to the event loop. */
  private final class Renewals implements StreamObserver<NodeCertificate> {

    private final long end;
    private final long period;
    private final DoubleStream.Builder latencies = DoubleStream.builder();
    private final CompletableFuture<DoubleStream> all = new CompletableFuture<>();
    private long due;

    Renewals(long begin, long end, long period) {
      this.due = begin;
      this.end = end;
      this.period = period;
    }

    void next() {
      if (due >= end) {
        all.complete(latencies.build());
        return;
      }
      long early = due - System.nanoTime();
      if (early > 0) {
        loop.schedule(this::ask, early, TimeUnit.NANOSECONDS);
      } else {
        ask();
      }
    }

    private void ask() {
      NodeIdentityGrpc.newStub(channel).renew(request, this);
    }

    @Override
    public void onNext(NodeCertificate certificate) {}

    @Override
    public void onError(Throwable failure) {
      all.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {
      long now = System.nanoTime();
      latencies.add((now - due) / MILLIS);
      due = period == 0 ? now : due + period;
      next();
    }
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

// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.xds;

import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import javax.net.ssl.SSLException;

/**
 * Many proxies in this process, for what the load client does not measure: single proxies of a
 * crowd, changes that never end, streams that only wait. Connections are shared as behind agents.
 */
final class ProxyCrowd implements AutoCloseable {

  private static final int LARGEST_RESPONSE = 256 << 20;
  private static final int PATIENCE_SECONDS = 300;

  private final int perConnection;
  private final BiConsumer<ProxyStream, DeltaDiscoveryResponse> heard;
  private final List<ManagedChannel> channels = new ArrayList<>();

  /**
   * @param perConnection streams that share a connection
   * @param heard is told each response; any thread
   */
  ProxyCrowd(int perConnection, BiConsumer<ProxyStream, DeltaDiscoveryResponse> heard) {
    this.perConnection = perConnection;
    this.heard = heard;
  }

  /** Connects proxies as a node, a connection's worth at a time, and waits until all are ready. */
  void connect(int port, NodeIdentity identity, List<Seat> seats)
      throws SSLException, InterruptedException, ExecutionException, TimeoutException {
    var tls = tls(identity);
    for (int from = 0; from < seats.size(); from += perConnection) {
      var channel =
          NettyChannelBuilder.forAddress("127.0.0.1", port)
              .sslContext(tls)
              .directExecutor()
              .maxInboundMessageSize(LARGEST_RESPONSE)
              .build();
      channels.add(channel);
      var group = seats.subList(from, Math.min(from + perConnection, seats.size()));
      var ready = group.stream().map(seat -> new ProxyStream(seat, heard).open(channel)).toList();
      CompletableFuture.allOf(ready.toArray(CompletableFuture<?>[]::new))
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  private static SslContext tls(NodeIdentity identity) throws SSLException {
    return GrpcSslContexts.forClient()
        .trustManager(identity.roots().toFile())
        .keyManager(identity.certificate().toFile(), identity.key().toFile())
        .build();
  }

  @Override
  public void close() throws InterruptedException {
    channels.forEach(ManagedChannel::shutdownNow);
    for (var channel : channels) {
      channel.awaitTermination(1, TimeUnit.SECONDS);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.identity.node;

import io.grpc.ManagedChannel;
import io.grpc.NameResolver;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import io.lateen.agent.identity.certificate.Seams;
import io.lateen.identity.SpiffeId;
import io.lateen.identity.tls.RenewableKey;
import io.lateen.identity.tls.SpiffeTrust;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/**
 * Builds the one channel to the control plane: TLS 1.3, the node's certificate when it has one, and
 * a peer that proves the SPIFFE ID of the control plane.
 */
final class NodeChannel {

  /** Largest message of the control plane: all listeners of a large mesh in one response. */
  static final int MAX_MESSAGE_BYTES = 64 << 20;

  /** A silent control plane is noticed after this and the timeout. */
  private static final long KEEPALIVE_SECONDS = 30;

  private static final long KEEPALIVE_TIMEOUT_SECONDS = 10;

  private NodeChannel() {}

  static ManagedChannel open(
      List<InetSocketAddress> addresses, RenewableKey key, AgentTrust trust, Seams seams) {
    return builder(addresses, seams)
        .sslContext(tls(key, trust, seams))
        .maxInboundMessageSize(MAX_MESSAGE_BYTES)
        .keepAliveTime(KEEPALIVE_SECONDS, TimeUnit.SECONDS)
        .keepAliveTimeout(KEEPALIVE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
        .keepAliveWithoutCalls(true)
        .proxyDetector(address -> null)
        .disableRetry()
        .build();
  }

  /** The registry that gRPC recommends instead is a static singleton. */
  @SuppressWarnings("deprecation")
  private static NettyChannelBuilder builder(List<InetSocketAddress> addresses, Seams seams) {
    return NettyChannelBuilder.forTarget("lateen:///control-plane")
        .nameResolverFactory(
            new NameResolver.Factory() {
              @Override
              public NameResolver newNameResolver(URI target, NameResolver.Args args) {
                var lookups = args.getOffloadExecutor();
                return new ControlPlaneResolver(
                    addresses, lookups == null ? seams.executor() : lookups, seams.jitter());
              }

              @Override
              public String getDefaultScheme() {
                return "lateen";
              }
            });
  }

  private static SslContext tls(RenewableKey key, AgentTrust trust, Seams seams) {
    var expected = SpiffeId.controlPlane(trust.forControlPlane().trustDomain());
    var peers = new SpiffeTrust(trust::forControlPlane, expected::equals, seams.clock());
    try {
      return GrpcSslContexts.configure(SslContextBuilder.forClient(), SslProvider.JDK)
          .keyManager(key)
          .trustManager(peers)
          .protocols("TLSv1.3")
          .build();
    } catch (SSLException e) {
      throw new IllegalStateException("every Java platform has TLS 1.3", e);
    }
  }
}

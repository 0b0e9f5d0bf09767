// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import io.grpc.BindableService;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallExecutorSupplier;
import io.grpc.ServerInterceptors;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.lateen.controlplane.door.DoorEvents;
import io.lateen.controlplane.door.DoorLimits;
import io.lateen.controlplane.door.Doorkeeper;
import io.lateen.proto.node.v1.NodeIdentityGrpc;
import io.lateen.xds.server.XdsKeepalive;
import io.lateen.xds.server.XdsLimits;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The door of the node agents (15012): TLS 1.3 with node certificates, every service behind the
 * {@link PeerInterceptor}, and limits on what a peer may cost before and after it has said who it
 * is.
 */
public final class NodeServer implements AutoCloseable {

  /** Streams of one connection; a node has one per workload and a few for itself. */
  static final int MAX_STREAMS = 2048;

  /** Largest headers of a call. */
  static final int MAX_METADATA_BYTES = 8 << 10;

  /** A connection without calls is closed after this. */
  static final int IDLE_SECONDS = 60;

  /** Streams that a peer may reset within a window (CVE-2023-44487). */
  static final int MAX_RESETS = 200;

  private static final int RESET_WINDOW_SECONDS = 10;

  /** Services of Envoy's discovery, by the beginning of their names. */
  private static final String DISCOVERY = "envoy.service.";

  private final Server server;
  private final PeerInterceptor interceptor;
  private final Doorkeeper keeper;

  /**
   * Where the door is and what its peers may cost.
   *
   * @param events hears of what is refused
   */
  public record Settings(
      InetSocketAddress address, DoorLimits limits, DoorEvents events, Doorkeeper.Seams seams) {}

  private NodeServer(Server server, PeerInterceptor interceptor, Doorkeeper keeper) {
    this.server = server;
    this.interceptor = interceptor;
    this.keeper = keeper;
  }

  /**
   * Opens the door.
   *
   * @param tls asks for certificates of nodes, see {@link NodeTls}
   * @param calls runs the services' methods; not closed here
   * @throws IOException when the address cannot be bound
   */
  public static NodeServer start(
      Settings settings,
      SslContext tls,
      PeerInterceptor interceptor,
      List<? extends BindableService> services,
      Executor calls)
      throws IOException {
    var keeper =
        new Doorkeeper(
            settings.limits(), settings.events(), settings.seams(), interceptor::identity);
    var builder =
        NettyServerBuilder.forAddress(settings.address())
            .sslContext(tls)
            .directExecutor()
            .callExecutor(new CallThreads(calls))
            .maxConnectionIdle(IDLE_SECONDS, TimeUnit.SECONDS)
            .maxConcurrentCallsPerConnection(MAX_STREAMS)
            .maxInboundMetadataSize(MAX_METADATA_BYTES)
            .maxRstFramesPerWindow(MAX_RESETS, RESET_WINDOW_SECONDS);
    XdsKeepalive.applyTo(builder, XdsLimits.DEFAULT);
    keeper.applyTo(builder);
    builder.addTransportFilter(interceptor.connections());
    for (var service : services) {
      builder.addService(ServerInterceptors.intercept(service, interceptor));
    }
    try {
      return new NodeServer(builder.build().start(), interceptor, keeper);
    } catch (IOException e) {
      keeper.close();
      throw e;
    }
  }

  /**
   * What only leaves its work with others is handled where it arrives, on the thread of its
   * connection: requests of discovery and those for certificates. It takes less than a change of
   * thread.
   */
  private record CallThreads(Executor calls) implements ServerCallExecutorSupplier {

    @Override
    public <Q, A> @Nullable Executor getExecutor(ServerCall<Q, A> call, Metadata headers) {
      var service = call.getMethodDescriptor().getServiceName();
      return service != null
              && (service.startsWith(DISCOVERY) || service.equals(NodeIdentityGrpc.SERVICE_NAME))
          ? null
          : calls;
    }
  }

  /** Bytes of messages that are not complete. */
  long unreadBytes() {
    return keeper.unreadBytes();
  }

  /** The port on which the door is open. */
  public int port() {
    return server.getPort();
  }

  /**
   * Closes the door: no new connections, GOAWAY on the open ones, and their calls end one after the
   * other ({@link OpenCalls}). A client comes back on a new connection, to another control plane or
   * to the next one here. What has not ended a second later is cut.
   */
  @Override
  public void close() {
    server.shutdown();
    var patience = interceptor.drain().plusSeconds(1);
    try {
      if (!server.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        server.shutdownNow();
        server.awaitTermination(1, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    }
    keeper.close();
  }
}

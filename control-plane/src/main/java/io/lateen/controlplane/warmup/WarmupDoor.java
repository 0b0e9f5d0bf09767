// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.warmup;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.lateen.base.time.Scheduler;
import io.lateen.controlplane.door.DoorLimits;
import io.lateen.controlplane.door.Doorkeeper;
import io.lateen.controlplane.door.EventLoops;
import io.lateen.controlplane.door.Visit;
import io.lateen.controlplane.metrics.ControlPlaneMetrics;
import io.lateen.controlplane.node.NodeServer;
import io.lateen.controlplane.node.NodeTls;
import io.lateen.controlplane.node.Peer;
import io.lateen.controlplane.node.PeerInterceptor;
import io.lateen.controlplane.pipeline.Pipeline;
import io.lateen.controlplane.proxy.MeshAuthorizer;
import io.lateen.controlplane.proxy.ProxyWorkloads;
import io.lateen.identity.SpiffeId;
import io.lateen.identity.TrustDomain;
import io.lateen.identity.authority.AuthoritySettings;
import io.lateen.identity.authority.PassingAuthority;
import io.lateen.identity.authority.ServerName;
import io.lateen.identity.tls.RenewableKey;
import io.lateen.identity.tls.SpiffeTrust;
import io.lateen.xds.server.AdsService;
import io.lateen.xds.server.XdsEvents;
import io.lateen.xds.server.XdsLimits;
import io.lateen.xds.server.XdsSeams;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The door of a {@link WarmupPlane}, on a port of the loopback interface, with mutual TLS as on the
 * door of the nodes. Its authority is made for it and never leaves the process, so nobody else gets
 * in.
 */
final class WarmupDoor implements AutoCloseable {

  private static final TrustDomain DOMAIN = new TrustDomain("warmup.invalid");
  private static final SpiffeId PLANE = SpiffeId.controlPlane(DOMAIN);
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private final Warmup.Seams seams;
  private final PassingAuthority authority;
  private final NodeServer server;
  private final SslContext tls;
  private final EventLoopGroup loops = EventLoops.of("warmup-proxies", 1);

  /**
   * Opens the door.
   *
   * @throws IOException when the loopback interface has no port
   */
  WarmupDoor(
      Warmup.Seams seams,
      Scheduler timer,
      Pipeline pipeline,
      XdsEvents events,
      ControlPlaneMetrics metrics)
      throws IOException, GeneralSecurityException {
    this.seams = seams;
    var settings = AuthoritySettings.of(DOMAIN).with(seams.signatures());
    this.authority = new PassingAuthority(settings, seams.clock(), seams.random());
    this.tls =
        NodeTls.client(
            key(SpiffeId.node(DOMAIN, WarmupMesh.NODE), List.of()), trust(PLANE::equals));
    var name = ServerName.of(LOOPBACK.getHostAddress());
    var authorizer =
        new MeshAuthorizer(
            Peer::currentXdsIdentity, Peer::nodeOf, pipeline::epoch, new ProxyWorkloads());
    var ads =
        new AdsService(
            pipeline,
            authorizer,
            XdsLimits.DEFAULT,
            metrics,
            events,
            new XdsSeams(timer, Visit::ofCall, seams.clock(), seams.ticks(), seams.random()));
    var keeper = new Doorkeeper.Seams(timer, seams.ticks(), seams.random());
    this.server =
        NodeServer.start(
            new NodeServer.Settings(
                new InetSocketAddress(LOOPBACK, 0), DoorLimits.DEFAULT, metrics, keeper),
            NodeTls.context(key(PLANE, List.of(name)), trust(id -> id.nodeName().isPresent())),
            new PeerInterceptor(DOMAIN, seams.clock(), timer, DoorLimits.DEFAULT, metrics),
            List.of(ads),
            Runnable::run);
  }

  private RenewableKey key(SpiffeId id, List<ServerName> names) throws GeneralSecurityException {
    var key = new RenewableKey();
    key.replace(authority.issue(id, names));
    return key;
  }

  private SpiffeTrust trust(Predicate<SpiffeId> who) {
    return new SpiffeTrust(authority::bundle, who, seams.clock(), seams.signatures());
  }

  int port() {
    return server.port();
  }

  /** A connection of its own; it opens with its first call. */
  ManagedChannel connect() {
    return NettyChannelBuilder.forAddress(new InetSocketAddress(LOOPBACK, port()))
        .overrideAuthority(LOOPBACK.getHostAddress())
        .channelType(EventLoops.connecting())
        .eventLoopGroup(loops)
        .sslContext(tls)
        .directExecutor()
        .offloadExecutor(Runnable::run)
        .build();
  }

  @Override
  public void close() {
    server.close();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.door;

import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.ServerChannel;
import io.lateen.base.time.NanoClock;
import io.lateen.base.time.Scheduler;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLSession;

/** Puts the limits of the door on a server, and owns the event loops that it needs for it. */
public final class Doorkeeper implements AutoCloseable {

  /** Answers of calls that are still running find an event loop for so long. */
  private static final long QUIET_MILLIS = 500;

  /** The library's clock runs from the entry on: the time in which a handshake is held counts. */
  private static final long HANDSHAKE_STAGES = 2;

  private final DoorLimits limits;
  private final Handshake.Context context;
  private final UnreadMessages unread;
  private final EventLoopGroup acceptors;
  private final EventLoopGroup connections;

  /**
   * What the door takes from its surroundings.
   *
   * @param scheduler ends connections for their age and messages that take too long
   * @param random spreads the ends for age; need not be cryptographic
   */
  public record Seams(Scheduler scheduler, NanoClock clock, RandomGenerator random) {}

  /**
   * A keeper for one server.
   *
   * @param identities the identity that a connection proves; empty for a stranger
   */
  public Doorkeeper(
      DoorLimits limits,
      DoorEvents events,
      Seams seams,
      Function<SSLSession, Optional<String>> identities) {
    this.limits = limits;
    var admissions = new Admissions(limits, events, seams.clock());
    this.context =
        new Handshake.Context(limits, events, seams, admissions, new Visits(), identities);
    this.unread =
        new UnreadMessages(
            DoorLimits.UNREAD_PER_OWNER, DoorLimits.UNREAD, seams.scheduler(), events);
    this.acceptors = EventLoops.of("door-accept", 1);
    this.connections =
        EventLoops.of("door", Math.max(2, Runtime.getRuntime().availableProcessors()));
  }

  /** Adds everything to a server that is not built yet. */
  public void applyTo(NettyServerBuilder builder) {
    builder
        .bossEventLoopGroup(acceptors)
        .workerEventLoopGroup(connections)
        .channelFactory(this::listening)
        .addTransportFilter(new Transports(context.visits()))
        .addStreamTracerFactory(unread)
        .flowControlWindow(DoorLimits.WINDOW)
        .handshakeTimeout(HANDSHAKE_STAGES * limits.handshake().toMillis(), TimeUnit.MILLISECONDS);
  }

  private ServerChannel listening() {
    var channel = EventLoops.listening();
    channel.pipeline().addFirst(new AcceptGate(context));
    return channel;
  }

  /** Bytes of messages that are not complete. */
  public long unreadBytes() {
    return unread.bytes();
  }

  /** Ends the event loops; call it when the server has ended. */
  @Override
  public void close() {
    acceptors.shutdownGracefully(0, QUIET_MILLIS, TimeUnit.MILLISECONDS);
    connections.shutdownGracefully(QUIET_MILLIS, 2 * QUIET_MILLIS, TimeUnit.MILLISECONDS);
  }
}

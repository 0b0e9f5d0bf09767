// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.door;

import io.grpc.Status;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslHandler;
import io.grpc.netty.shaded.io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLSession;

/**
 * Watches one connection from its first byte. When its handshake is over it counts for its
 * identity, and it has to speak HTTP/2 soon; when its age is reached it ends. What is too much is
 * answered on every call of it, and closed a moment later. Runs on the connection's event loop.
 */
final class Handshake extends ChannelInboundHandlerAdapter {

  /** Ends are spread over a tenth of the age to both sides: nodes do not come back as one. */
  private static final double JITTER = 0.1;

  private final Visit visit;
  private final Runnable further;
  private final FrameMeter meter;
  private final DoorLimits limits;
  private final DoorEvents events;
  private final Doorkeeper.Seams seams;
  private final Admissions admissions;
  private final Function<SSLSession, Optional<String>> identities;

  /** Bytes that wait until the handshake may begin. */
  private final Deque<Object> held = new ArrayDeque<>();

  private boolean spoken;
  private boolean begun;

  /**
   * A watch on a connection.
   *
   * @param further is run when others may be further: it has spoken, or its handshake is over
   */
  Handshake(Visit visit, Runnable further, Context context) {
    this.visit = visit;
    this.further = further;
    this.limits = context.limits();
    this.events = context.events();
    this.seams = context.seams();
    this.admissions = context.admissions();
    this.identities = context.identities();
    this.meter = new FrameMeter(visit, events, seams.clock(), () -> admissions.flooded(visit));
  }

  /** What the connections of a door share. */
  record Context(
      DoorLimits limits,
      DoorEvents events,
      Doorkeeper.Seams seams,
      Admissions admissions,
      Visits visits,
      Function<SSLSession, Optional<String>> identities) {}

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    var pipeline = ctx.pipeline();
    var tls = pipeline.context(SslHandler.class);
    if (tls == null) {
      ctx.close(); // Nothing is served without TLS.
      return;
    }
    pipeline.addAfter(tls.name(), "frames", meter);
    var handler = pipeline.get(SslHandler.class);
    handler
        .handshakeFuture()
        .addListener(
            done -> {
              if (done.isSuccess()) {
                over(handler.engine().getSession());
              }
            });
    ctx.fireChannelActive();
  }

  /** The first bytes take a place among the handshakes, or wait for one. */
  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (begun) {
      ctx.fireChannelRead(message);
      return;
    }
    held.add(message);
    if (spoken) {
      return;
    }
    spoken = true;
    visit.onResume(() -> visit.channel().eventLoop().execute(() -> begin(ctx)));
    var limit = admissions.spoke(visit);
    if (limit.isPresent()) {
      var why = limit.get().message(DoorLimits.UNPROVEN_BURST);
      events.refused(limit.get(), visit.who(), why);
      ctx.close();
    } else if (visit.stage == Visit.Stage.SHAKING) {
      begin(ctx);
      further.run();
    } else {
      visit.channel().config().setAutoRead(false);
    }
  }

  private void begin(ChannelHandlerContext ctx) {
    if (begun || ctx.isRemoved()) {
      return;
    }
    begun = true;
    while (!held.isEmpty()) {
      ctx.fireChannelRead(held.remove());
    }
    ctx.fireChannelReadComplete();
    visit.channel().config().setAutoRead(true);
  }

  /** While its bytes are held nobody may ask for more of them, as TLS would. */
  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (begun) {
      ctx.fireChannelReadComplete();
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    held.forEach(ReferenceCountUtil::release);
    held.clear();
  }

  private void over(SSLSession session) {
    var limit = count(session);
    further.run();
    if (limit.isPresent()) {
      refuse(limit.get());
      return;
    }
    var channel = visit.channel();
    channel
        .eventLoop()
        .schedule(this::closeUnlessGreeted, limits.handshake().toMillis(), TimeUnit.MILLISECONDS);
    if (!limits.connectionAge().isZero()) {
      retireLater();
    }
  }

  private void closeUnlessGreeted() {
    if (!visit.isGreeted()) {
      events.ended("silent", visit.who(), "no HTTP/2 after the handshake");
      cut();
    }
  }

  /** Closes from beneath HTTP/2, which would first wait for its calls and for a ping's answer. */
  private void cut() {
    var context = visit.channel().pipeline().context(meter);
    if (context != null) {
      context.close();
    }
  }

  private Optional<Limit> count(SSLSession session) {
    var identity = identities.apply(session);
    if (identity.isEmpty()) {
      return admissions.stranger(visit);
    }
    visit.isKnownAs(identity.get());
    return admissions.proven(visit, identity.get());
  }

  private void refuse(Limit limit) {
    var most =
        switch (limit) {
          case FLOODED -> DoorLimits.CALM.toSeconds();
          case STRANGERS_PER_ADDRESS -> limits.strangersPerAddress();
          default -> limits.connectionsPerIdentity();
        };
    var message = limit.message(most);
    if (limit == Limit.FLOODED) {
      meter.refuse(message);
    }
    visit.refuse(Status.RESOURCE_EXHAUSTED.withDescription(message));
    events.refused(limit, visit.who(), message);
    visit
        .channel()
        .eventLoop()
        .schedule(this::cut, DoorLimits.FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void retireLater() {
    var scheduler = seams.scheduler();
    var factor = 1 + JITTER * (2 * seams.random().nextDouble() - 1);
    var age = Duration.ofNanos((long) (limits.connectionAge().toNanos() * factor));
    var channel = visit.channel();
    var timer =
        scheduler.schedule(
            age,
            () -> {
              events.retired();
              channel.eventLoop().execute(() -> retire());
              visit.endCalls(scheduler);
            });
    channel.closeFuture().addListener(closed -> timer.cancel());
  }

  private void retire() {
    var context = visit.channel().pipeline().context(meter);
    if (context != null) {
      meter.retire(context);
    }
  }
}

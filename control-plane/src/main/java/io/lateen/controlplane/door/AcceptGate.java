// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.door;

import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * Stands in the listening channel, before a connection costs anything but its file descriptor:
 * refuses it, lets it wait, or hands it on to the event loop that shakes hands.
 */
final class AcceptGate extends ChannelInboundHandlerAdapter {

  private static final long SWEEP_MILLIS = 100;

  private final Handshake.Context context;
  private final Admissions admissions;
  private final DoorEvents events;
  private final DoorLimits limits;
  private boolean sweeping;

  AcceptGate(Handshake.Context context) {
    this.context = context;
    this.admissions = context.admissions();
    this.events = context.events();
    this.limits = context.limits();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!(message instanceof Channel connection)) {
      ctx.fireChannelRead(message);
    } else if (connection.remoteAddress() instanceof InetSocketAddress remote) {
      arrived(ctx, new Visit(remote.getAddress(), connection));
    } else {
      connection.unsafe().closeForcibly(); // It has gone already.
    }
  }

  private void arrived(ChannelHandlerContext ctx, Visit visit) {
    var limit = admissions.arrive(visit);
    if (limit.isPresent()) {
      var reached = limit.get();
      events.refused(reached, visit.who(), reached.message(most(reached)));
      visit.channel().unsafe().closeForcibly(); // Who sees the end finds the reason told.
    } else if (visit.stage == Visit.Stage.SILENT) {
      enter(ctx, visit);
    } else {
      sweepSoon(ctx);
    }
  }

  private void sweepSoon(ChannelHandlerContext ctx) {
    if (!sweeping) {
      sweeping = true;
      ctx.executor().schedule(() -> sweep(ctx), SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private long most(Limit limit) {
    return switch (limit) {
      case CONNECTIONS -> limits.connections();
      case CONNECTIONS_PER_ADDRESS -> limits.connectionsPerAddress();
      default -> DoorLimits.WAITING_PER_ADDRESS;
    };
  }

  /** Hands the connection on; when it speaks, ends or has shaken hands, the next one may. */
  private void enter(ChannelHandlerContext ctx, Visit visit) {
    visit.isIn = true;
    var connection = visit.channel();
    Runnable next = () -> ctx.executor().execute(() -> next(ctx));
    var name = context.visits().add(visit);
    connection.pipeline().addFirst(new Handshake(visit, next, context));
    connection
        .closeFuture()
        .addListener(
            closed -> {
              context.visits().remove(name, visit);
              admissions.left(visit);
              next.run();
            });
    ctx.fireChannelRead(connection);
  }

  private void next(ChannelHandlerContext ctx) {
    for (var visit : admissions.next()) {
      if (visit.isIn) {
        visit.resume();
      } else {
        enter(ctx, visit);
      }
    }
    if (admissions.isAnyWaiting()) {
      sweepSoon(ctx);
    }
  }

  private void sweep(ChannelHandlerContext ctx) {
    sweeping = false;
    for (var visit : admissions.overdue()) {
      if (visit.saidNothing) {
        events.ended("silent", visit.who(), "no handshake while others wait");
      } else {
        var seconds = limits.handshake().toSeconds();
        events.refused(Limit.HANDSHAKE_WAIT, visit.who(), Limit.HANDSHAKE_WAIT.message(seconds));
      }
      if (visit.isIn) {
        visit.channel().close();
      } else {
        visit.channel().unsafe().closeForcibly();
      }
    }
    next(ctx);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.identity.socket;

import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollDomainSocketChannel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before the acceptor of one socket: asks the kernel who connected and closes what is
 * refused before it is registered, so nothing of it is ever parsed.
 */
final class Doorkeeper extends ChannelInboundHandlerAdapter {

  private static final Logger log = LoggerFactory.getLogger(Doorkeeper.class);

  private final Path socket;
  private final PeerCheck check;
  private final int maxConnections;
  private final AtomicInteger open = new AtomicInteger();

  Doorkeeper(Path socket, PeerCheck check, int maxConnections) {
    this.socket = socket;
    this.check = check;
    this.maxConnections = maxConnections;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!(message instanceof EpollDomainSocketChannel connection)) {
      throw new IllegalStateException("a Unix server socket accepts Unix sockets");
    }
    switch (verdict(connection)) {
      case Verdict.Allowed allowed -> {
        open.incrementAndGet();
        connection.closeFuture().addListener(closed -> open.decrementAndGet());
        ctx.fireChannelRead(connection);
      }
      case Verdict.Refused(var reason) -> {
        log.warn("refused a connection to {}: {}", socket, reason);
        connection.unsafe().closeForcibly();
      }
    }
  }

  private Verdict verdict(EpollDomainSocketChannel connection) {
    try {
      if (open.get() >= maxConnections) {
        return new Verdict.Refused(maxConnections + " connections are open");
      }
      var credentials = connection.peerCredentials();
      return check.check(new PeerProcess(credentials.pid(), credentials.uid()));
    } catch (IOException | RuntimeException e) {
      return new Verdict.Refused("the kernel does not say who connected: " + e);
    }
  }
}

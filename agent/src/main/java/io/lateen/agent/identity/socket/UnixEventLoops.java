// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.identity.socket;

import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.Epoll;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/** The threads on which all Unix sockets of an agent are served: one accepts, two move bytes. */
public final class UnixEventLoops implements AutoCloseable {

  private static final int SERVING_THREADS = 2;

  private final EventLoopGroup accepting;
  private final EventLoopGroup serving;

  private UnixEventLoops(EventLoopGroup accepting, EventLoopGroup serving) {
    this.accepting = accepting;
    this.serving = serving;
  }

  /**
   * Starts the threads.
   *
   * @throws IllegalStateException when the native part cannot be loaded, with the reason
   */
  public static UnixEventLoops start() {
    if (!Epoll.isAvailable()) {
      throw new IllegalStateException(
          "Unix sockets need Linux on x86_64 or aarch64 and a temporary folder (java.io.tmpdir) "
              + "from which libraries can be loaded: "
              + Epoll.unavailabilityCause());
    }
    return new UnixEventLoops(group("unix-accept", 1), group("unix-serve", SERVING_THREADS));
  }

  private static EventLoopGroup group(String name, int threads) {
    return new MultiThreadIoEventLoopGroup(
        threads, new DefaultThreadFactory(name, true), EpollIoHandler.newFactory());
  }

  EventLoopGroup accepting() {
    return accepting;
  }

  EventLoopGroup serving() {
    return serving;
  }

  /** Ends the threads; close the servers first. */
  @Override
  public void close() {
    accepting.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    serving.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}

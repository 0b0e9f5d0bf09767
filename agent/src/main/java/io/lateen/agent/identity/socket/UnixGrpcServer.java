// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.identity.socket;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gRPC server on one Unix socket, for one workload's Envoy. The socket file is owned by the Envoy
 * user with mode 0600, and the {@link PeerCheck} decides at each accept; file mode alone would also
 * admit the Envoys of other workloads.
 */
public final class UnixGrpcServer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(UnixGrpcServer.class);

  /** Longest path of a socket, in bytes (sun_path of unix(7), without the final NUL). */
  static final int MAX_PATH_BYTES = 107;

  /** Open connections of one socket: Envoy has one per cluster and worker thread. */
  static final int MAX_CONNECTIONS = 64;

  /** Streams of one connection; an SDS stream per secret, ADS, access logs. */
  static final int MAX_STREAMS = 100;

  /** Largest message of Envoy; a first request that lists all resources it has is the largest. */
  static final int MAX_MESSAGE_BYTES = 8 << 20;

  /** Largest headers of a call. */
  static final int MAX_METADATA_BYTES = 8 << 10;

  private static final String NEXT = ".new";

  /**
   * Where a server listens.
   *
   * @param socket path of the socket; a file that is there already is replaced
   * @param ownerUid who will own the socket file
   */
  public record Settings(Path socket, int ownerUid) {}

  private final Server server;
  private final Path socket;
  private final Object fileKey;

  private UnixGrpcServer(Server server, Path socket, Object fileKey) {
    this.server = server;
    this.socket = socket;
    this.fileKey = fileKey;
  }

  /**
   * Listens and serves. The socket appears under its name only when it is ready and its mode is
   * set; a stale one of a killed agent is replaced in the same instant.
   *
   * @param calls runs the services' methods; not closed here
   */
  public static UnixGrpcServer start(
      Settings settings,
      PeerCheck check,
      List<? extends BindableService> services,
      UnixEventLoops loops,
      Executor calls)
      throws IOException {
    var socket = settings.socket().toAbsolutePath();
    var next = socket.resolveSibling(socket.getFileName() + NEXT);
    if (next.toString().getBytes(UTF_8).length > MAX_PATH_BYTES) {
      throw new IOException(
          "the socket path "
              + socket
              + " is too long: at most "
              + (MAX_PATH_BYTES - NEXT.length())
              + " bytes; choose a shorter run folder");
    }
    Files.deleteIfExists(next);
    var server = build(settings.socket(), next, check, services, loops, calls).start();
    try {
      Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rw-------"));
      own(next, settings.ownerUid());
      Files.move(next, socket, StandardCopyOption.ATOMIC_MOVE);
      return new UnixGrpcServer(server, socket, fileKey(socket));
    } catch (IOException e) {
      server.shutdownNow();
      Files.deleteIfExists(next);
      throw e;
    }
  }

  private static Server build(
      Path socket,
      Path bound,
      PeerCheck check,
      List<? extends BindableService> services,
      UnixEventLoops loops,
      Executor calls) {
    var builder =
        NettyServerBuilder.forAddress(new DomainSocketAddress(bound.toString()))
            .channelFactory(
                () -> {
                  var channel = new EpollServerDomainSocketChannel();
                  channel.pipeline().addLast(new Doorkeeper(socket, check, MAX_CONNECTIONS));
                  return channel;
                })
            .bossEventLoopGroup(loops.accepting())
            .workerEventLoopGroup(loops.serving())
            .executor(calls)
            .maxConcurrentCallsPerConnection(MAX_STREAMS)
            .maxInboundMessageSize(MAX_MESSAGE_BYTES)
            .maxInboundMetadataSize(MAX_METADATA_BYTES)
            .permitKeepAliveTime(1, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true);
    services.forEach(builder::addService);
    return builder.build();
  }

  private static void own(Path file, int uid) throws IOException {
    var owner =
        ((Number) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS)).intValue();
    if (owner != uid) {
      Files.setAttribute(file, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
    }
  }

  private static Object fileKey(Path socket) throws IOException {
    return Files.readAttributes(socket, "unix:dev,ino", LinkOption.NOFOLLOW_LINKS);
  }

  /** Ends all connections and removes the socket file, unless another server has replaced it. */
  @Override
  public void close() {
    server.shutdownNow();
    try {
      if (fileKey(socket).equals(fileKey)) {
        Files.deleteIfExists(socket);
      }
    } catch (NoSuchFileException e) {
      log.debug("{} is gone already", socket);
    } catch (IOException e) {
      log.warn("cannot remove {}: {}", socket, e.toString());
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.dns;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** DNS over UDP and TCP on one address (RFC 1035, RFC 7766). */
public final class DnsServer implements AutoCloseable {

  /** Most TCP connections at the same time; more are closed at once. */
  static final int MAX_CONNECTIONS = 64;

  /** How long a TCP connection may be silent. */
  static final Duration IDLE_LIMIT = Duration.ofSeconds(10);

  /** Longest query over UDP, in bytes. */
  private static final int MAX_UDP_BYTES = 4096;

  /** Longest query over TCP, in bytes; a query holds one name. */
  private static final int MAX_TCP_BYTES = 4096;

  private static final Logger LOG = LoggerFactory.getLogger(DnsServer.class);

  private final DnsHandler handler;
  private final Executor blocking;
  private final DatagramChannel udp;
  private final ServerSocketChannel tcp;
  private final Semaphore connections = new Semaphore(MAX_CONNECTIONS);

  private DnsServer(
      DnsHandler handler, Executor blocking, DatagramChannel udp, ServerSocketChannel tcp) {
    this.handler = handler;
    this.blocking = blocking;
    this.udp = udp;
    this.tcp = tcp;
  }

  /**
   * Opens both sockets and answers from now on.
   *
   * @param blocking runs what waits for the network; virtual threads
   * @throws IOException when the address is not ours or taken
   */
  static DnsServer start(InetSocketAddress listen, DnsHandler handler, Executor blocking)
      throws IOException {
    // TCP first: of any port, the system knows which is free for a listener. Connections that have
    // ended hold far more TCP ports than anyone holds UDP ports.
    var tcp = ServerSocketChannel.open();
    try {
      tcp.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      tcp.bind(listen);
      var udp = udp(tcp.getLocalAddress());
      var server = new DnsServer(handler, blocking, udp, tcp);
      blocking.execute(server::receive);
      blocking.execute(server::accept);
      return server;
    } catch (IOException e) {
      tcp.close();
      throw new IOException("DNS cannot listen on " + listen + ": " + e.getMessage(), e);
    }
  }

  private static DatagramChannel udp(SocketAddress listen) throws IOException {
    var udp = DatagramChannel.open();
    try {
      udp.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      return udp.bind(listen);
    } catch (IOException e) {
      udp.close();
      throw e;
    }
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    try {
      return (InetSocketAddress) udp.getLocalAddress();
    } catch (IOException e) {
      throw new IllegalStateException("the DNS server is closed", e);
    }
  }

  private void receive() {
    var buffer = ByteBuffer.allocate(MAX_UDP_BYTES);
    while (udp.isOpen()) {
      try {
        buffer.clear();
        var source = (InetSocketAddress) udp.receive(buffer);
        if (source == null) {
          continue;
        }
        buffer.flip();
        var query = new byte[buffer.remaining()];
        buffer.get(query);
        handler.handle(source.getAddress(), query, false, reply -> send(source, reply));
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException | RuntimeException e) {
        LOG.warn("a DNS query was dropped", e);
      }
    }
  }

  private void send(InetSocketAddress target, byte[] reply) {
    try {
      udp.send(ByteBuffer.wrap(reply), target);
    } catch (IOException e) {
      LOG.debug("a DNS reply to {} was lost", target, e);
    }
  }

  private void accept() {
    while (tcp.isOpen()) {
      try {
        var connection = tcp.accept();
        if (connections.tryAcquire()) {
          blocking.execute(() -> serve(connection));
        } else {
          connection.close();
        }
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        LOG.warn("a DNS connection was dropped", e);
      }
    }
  }

  private void serve(SocketChannel connection) {
    try (var socket = connection.socket()) {
      socket.setSoTimeout((int) IDLE_LIMIT.toMillis());
      var in = new DataInputStream(socket.getInputStream());
      while (true) {
        var length = in.readUnsignedShort();
        if (length > MAX_TCP_BYTES) {
          return;
        }
        var query = new byte[length];
        in.readFully(query);
        handler.handle(socket.getInetAddress(), query, true, reply -> write(socket, reply));
      }
    } catch (IOException | RuntimeException e) {
      LOG.debug("a DNS connection ended", e);
    } finally {
      connections.release();
    }
  }

  private static void write(Socket socket, byte[] reply) {
    try {
      synchronized (socket) {
        socket.getOutputStream().write(framed(reply));
      }
    } catch (IOException e) {
      LOG.debug("a DNS reply over TCP was lost", e);
    }
  }

  /** A message with its length in front (RFC 1035, 4.2.2). */
  static byte[] framed(byte[] message) {
    return ByteBuffer.allocate(message.length + 2)
        .putShort((short) message.length)
        .put(message)
        .array();
  }

  @Override
  public void close() {
    try {
      udp.close();
      tcp.close();
    } catch (IOException e) {
      LOG.debug("closing the DNS server", e);
    }
  }
}

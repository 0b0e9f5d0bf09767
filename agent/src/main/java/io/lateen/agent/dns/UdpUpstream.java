// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.dns;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;

/**
 * Asks the machine's resolvers one after the other, over UDP and over TCP when a reply was cut.
 * Every query has its own port and a random number, which makes forged replies hard (RFC 5452).
 */
final class UdpUpstream implements Upstream {

  /** How long one resolver gets; clients ask again after five seconds (resolv.conf(5)). */
  static final Duration TIME_LIMIT = Duration.ofMillis(1500);

  /** Most resolvers asked for one query (resolv.conf(5): MAXNS). */
  static final int MAX_SERVERS = 3;

  private static final int MAX_UDP_BYTES = 4096;
  private static final int MAX_NUMBER = 0x10000;

  private final List<InetSocketAddress> servers;
  private final RandomGenerator random;

  /**
   * Creates it.
   *
   * @param servers resolvers in the order they are asked
   * @param random must not be predictable
   */
  UdpUpstream(List<InetSocketAddress> servers, RandomGenerator random) {
    this.servers = servers.subList(0, Math.min(servers.size(), MAX_SERVERS));
    this.random = random;
  }

  @Override
  public Optional<Message> resolve(Message query) {
    var asked = query.clone();
    asked.getHeader().setID(random.nextInt(MAX_NUMBER));
    for (var server : servers) {
      try {
        var reply = overUdp(asked, server);
        if (reply.getHeader().getFlag(Flags.TC)) {
          reply = overTcp(asked, server);
        }
        reply.getHeader().setID(query.getHeader().getID());
        return Optional.of(reply);
      } catch (IOException e) {
        // The next resolver may know better; when all fail the caller reports that.
      }
    }
    return Optional.empty();
  }

  private static Message overUdp(Message query, InetSocketAddress server) throws IOException {
    try (var socket = new DatagramSocket()) {
      socket.connect(server);
      socket.setSoTimeout((int) TIME_LIMIT.toMillis());
      var bytes = query.toWire();
      socket.send(new DatagramPacket(bytes, bytes.length));
      var packet = new DatagramPacket(new byte[MAX_UDP_BYTES], MAX_UDP_BYTES);
      socket.receive(packet);
      return checked(query, ByteBuffer.wrap(packet.getData(), 0, packet.getLength()));
    }
  }

  private static Message overTcp(Message query, InetSocketAddress server) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(server, (int) TIME_LIMIT.toMillis());
      socket.setSoTimeout((int) TIME_LIMIT.toMillis());
      socket.getOutputStream().write(DnsServer.framed(query.toWire()));
      var in = new DataInputStream(socket.getInputStream());
      var reply = new byte[in.readUnsignedShort()];
      in.readFully(reply);
      return checked(query, ByteBuffer.wrap(reply));
    }
  }

  /** Refuses a reply that does not belong to the query. */
  private static Message checked(Message query, ByteBuffer bytes) throws IOException {
    var reply = new Message(bytes);
    if (reply.getHeader().getID() != query.getHeader().getID()
        || !reply.getHeader().getFlag(Flags.QR)
        || !Objects.equals(reply.getQuestion(), query.getQuestion())) {
      throw new IOException("reply does not belong to the query");
    }
    return reply;
  }
}

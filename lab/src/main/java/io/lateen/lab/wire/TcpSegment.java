// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.wire;

import java.nio.ByteBuffer;
import java.util.Optional;

/** One TCP segment over IPv4, as seen on an Ethernet. */
final class TcpSegment {

  private static final int ETHERNET_BYTES = 14;
  private static final int ETHERTYPE_IPV4 = 0x0800;
  private static final int PROTOCOL_TCP = 6;
  private static final int IPV4_BYTES = 20;
  private static final int TCP_BYTES = 20;

  private final String source;
  private final int sourcePort;
  private final String target;
  private final int targetPort;
  private final byte[] payload;

  private TcpSegment(ByteBuffer frame, int ip, int tcp, byte[] payload) {
    this.source = address(frame, ip + 12);
    this.sourcePort = unsignedShort(frame, tcp);
    this.target = address(frame, ip + 16);
    this.targetPort = unsignedShort(frame, tcp + 2);
    this.payload = payload;
  }

  /** Reads a frame (IEEE 802.3, RFC 791, RFC 9293); empty when it is anything else. */
  static Optional<TcpSegment> tryParse(ByteBuffer frame) {
    int ip = frame.position() + ETHERNET_BYTES;
    if (frame.limit() < ip + IPV4_BYTES + TCP_BYTES
        || unsignedShort(frame, ip - 2) != ETHERTYPE_IPV4
        || frame.get(ip) >> 4 != 4
        || frame.get(ip + 9) != PROTOCOL_TCP) {
      return Optional.empty();
    }
    int tcp = ip + 4 * (frame.get(ip) & 0x0f);
    // Zero stands for a segment longer than 64 KiB that the card will cut (Linux BIG TCP).
    int declared = unsignedShort(frame, ip + 2);
    int end = declared == 0 ? frame.limit() : Math.min(frame.limit(), ip + declared);
    if (end < tcp + TCP_BYTES) {
      return Optional.empty();
    }
    int data = tcp + 4 * ((frame.get(tcp + 12) & 0xf0) >> 4);
    var payload = new byte[Math.max(0, end - data)];
    if (payload.length > 0) {
      frame.get(data, payload);
    }
    return Optional.of(new TcpSegment(frame, ip, tcp, payload));
  }

  /** Whether it carries nothing, as an acknowledgement does. */
  boolean isEmpty() {
    return payload.length == 0;
  }

  /** What its first bytes show; a cut frame may show less. */
  Payload look() {
    return PayloadReader.read(payload);
  }

  /** Whether either end is {@code address} and either port is {@code port}. */
  boolean concerns(String address, int port) {
    return (source.equals(address) && sourcePort == port)
        || (target.equals(address) && targetPort == port);
  }

  private static int unsignedShort(ByteBuffer frame, int at) {
    return Short.toUnsignedInt(frame.getShort(at));
  }

  private static String address(ByteBuffer frame, int at) {
    return Byte.toUnsignedInt(frame.get(at))
        + "."
        + Byte.toUnsignedInt(frame.get(at + 1))
        + "."
        + Byte.toUnsignedInt(frame.get(at + 2))
        + "."
        + Byte.toUnsignedInt(frame.get(at + 3));
  }
}

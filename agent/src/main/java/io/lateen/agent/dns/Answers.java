// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.dns;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** Builds replies (RFC 1035, 4.1). */
final class Answers {

  /** How long an answer about a mesh host holds, in seconds (Istio: defaultTTLInSeconds). */
  static final int TTL_SECONDS = 30;

  /** Most addresses in one answer; a client picks one anyway. */
  static final int MAX_ADDRESSES = 32;

  /** Longest UDP payload without EDNS, in bytes (RFC 1035, 4.2.1). */
  private static final int PLAIN_UDP_BYTES = 512;

  /** Longest UDP payload we send, in bytes: fits every path unfragmented (DNS flag day 2020). */
  private static final int MAX_UDP_BYTES = 1232;

  private Answers() {}

  /** A reply without records. */
  static Message empty(Message query, int rcode) {
    var reply = new Message(query.getHeader().getID());
    var header = reply.getHeader();
    header.setFlag(Flags.QR);
    header.setFlag(Flags.RA);
    header.setOpcode(query.getHeader().getOpcode());
    header.setRcode(rcode);
    if (query.getHeader().getFlag(Flags.RD)) {
      header.setFlag(Flags.RD);
    }
    var question = query.getQuestion();
    if (question != null) {
      reply.addRecord(question, Section.QUESTION);
    }
    return reply;
  }

  /** A reply with addresses in a random order, which spreads the callers of headless services. */
  static Message addresses(
      Message query, Record question, List<InetAddress> addresses, RandomGenerator random) {
    var reply = empty(query, Rcode.NOERROR);
    reply.getHeader().setFlag(Flags.AA);
    var shuffled = new ArrayList<>(addresses);
    Collections.shuffle(shuffled, random);
    for (var address : shuffled.subList(0, Math.min(shuffled.size(), MAX_ADDRESSES))) {
      reply.addRecord(record(question, address), Section.ANSWER);
    }
    return reply;
  }

  private static Record record(Record question, InetAddress address) {
    return address instanceof Inet4Address
        ? new ARecord(question.getName(), DClass.IN, TTL_SECONDS, address)
        : new AAAARecord(question.getName(), DClass.IN, TTL_SECONDS, address);
  }

  /**
   * The reply as bytes; cut with the truncation flag when it is longer than the asker takes, so
   * that it comes again over TCP.
   */
  static byte[] wire(Message query, Message reply, boolean tcp) {
    var bytes = reply.toWire();
    if (tcp || bytes.length <= udpLimit(query)) {
      return bytes;
    }
    var cut = empty(query, reply.getRcode());
    cut.getHeader().setFlag(Flags.TC);
    return cut.toWire();
  }

  private static int udpLimit(Message query) {
    var options = query.getOPT();
    return options == null
        ? PLAIN_UDP_BYTES
        : Math.clamp(options.getPayloadSize(), PLAIN_UDP_BYTES, MAX_UDP_BYTES);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.dns;

import io.lateen.base.time.NanoClock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Remembers forwarded replies for their time to live (RFC 2181 5.2, RFC 2308 5). Least recently
 * used entries go first. Safe from all threads.
 */
final class ForwardCache {

  /** Most replies remembered. */
  static final int MAX_ENTRIES = 1024;

  /** Longest reply remembered, in bytes. */
  static final int MAX_REPLY_BYTES = 1232;

  /** Longest time a reply is remembered, in seconds, whatever its time to live says. */
  static final long MAX_SECONDS = 300;

  /** Longest time that something does not exist, in seconds. */
  static final long MAX_NEGATIVE_SECONDS = 30;

  private static final int[] FLAGS = {
    Flags.QR, Flags.AA, Flags.TC, Flags.RD, Flags.RA, Flags.AD, Flags.CD
  };

  private record Key(String name, int type, int dclass, boolean edns) {}

  private record Held(Message reply, long storedNanos, long seconds) {}

  private final NanoClock clock;
  private final Map<Key, Held> entries =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Held> eldest) {
          return size() > MAX_ENTRIES;
        }
      };

  ForwardCache(NanoClock clock) {
    this.clock = clock;
  }

  /** A remembered reply to this query, its times to live reduced by its age. */
  synchronized Optional<Message> find(Message query) {
    var key = key(query);
    var entry = key == null ? null : entries.get(key);
    if (entry == null) {
      return Optional.empty();
    }
    var age = Duration.ofNanos(clock.nanos() - entry.storedNanos()).toSeconds();
    if (age >= entry.seconds()) {
      entries.remove(key);
      return Optional.empty();
    }
    return Optional.of(aged(query, entry.reply(), age));
  }

  /** Remembers a reply if it may be. */
  synchronized void put(Message query, Message reply) {
    var key = key(query);
    var seconds = seconds(reply);
    if (key != null && seconds > 0 && reply.toWire().length <= MAX_REPLY_BYTES) {
      entries.put(key, new Held(reply, clock.nanos(), seconds));
    }
  }

  private static @Nullable Key key(Message query) {
    var question = query.getQuestion();
    return question == null
        ? null
        : new Key(
            question.getName().canonicalize().toString(),
            question.getType(),
            question.getDClass(),
            query.getOPT() != null);
  }

  private static long seconds(Message reply) {
    var answers = reply.getSection(Section.ANSWER);
    if (reply.getRcode() == Rcode.NOERROR && !answers.isEmpty()) {
      var least = answers.stream().mapToLong(Record::getTTL).min().orElse(0);
      return Math.min(least, MAX_SECONDS);
    }
    if (reply.getRcode() != Rcode.NOERROR && reply.getRcode() != Rcode.NXDOMAIN) {
      return 0;
    }
    return reply.getSection(Section.AUTHORITY).stream()
        .filter(SOARecord.class::isInstance)
        .map(SOARecord.class::cast)
        .mapToLong(soa -> Math.min(soa.getTTL(), soa.getMinimum()))
        .map(ttl -> Math.min(ttl, MAX_NEGATIVE_SECONDS))
        .findFirst()
        .orElse(0);
  }

  private static Message aged(Message query, Message reply, long age) {
    var copy = new Message(query.getHeader().getID());
    for (int flag : FLAGS) {
      if (reply.getHeader().getFlag(flag)) {
        copy.getHeader().setFlag(flag);
      }
    }
    copy.getHeader().setRcode(reply.getHeader().getRcode());
    for (int section = Section.QUESTION; section <= Section.ADDITIONAL; section++) {
      for (var record : reply.getSection(section)) {
        copy.addRecord(section == Section.QUESTION ? record : aged(record, age), section);
      }
    }
    return copy;
  }

  private static Record aged(Record record, long age) {
    return record.getType() == Type.OPT
        ? record
        : Record.newRecord(
            record.getName(),
            record.getType(),
            record.getDClass(),
            Math.max(0, record.getTTL() - age),
            record.rdataToWireCanonical());
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.agent.telemetry.Counters;
import io.lateen.testkit.time.VirtualClock;
import io.lateen.testkit.time.VirtualExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class DnsHandlerTest {

  private static final InetAddress WORKLOAD = InetAddress.ofLiteral("10.77.1.5");
  private static final InetAddress STRANGER = InetAddress.ofLiteral("192.0.2.1");

  private final VirtualClock clock = new VirtualClock();
  private final VirtualExecutor executor = new VirtualExecutor();
  private final Counters counters = new Counters();
  private final List<String> asked = new ArrayList<>();
  private final List<Message> replies = new ArrayList<>();
  private Optional<String> upstreamAddress = Optional.of("198.51.100.7");

  private final DnsHandler handler =
      new DnsHandler(
          source -> source.equals(WORKLOAD) ? Optional.of(HostTables.view()) : Optional.empty(),
          this::upstream,
          new ForwardCache(clock),
          executor,
          new SplittableRandom(1),
          counters);

  private Optional<Message> upstream(Message query) {
    var question = query.getQuestion();
    asked.add(question.getName().toString());
    return upstreamAddress.map(
        address -> {
          var reply = new Message(query.getHeader().getID());
          reply.getHeader().setFlag(Flags.QR);
          reply.addRecord(question, Section.QUESTION);
          reply.addRecord(
              new ARecord(question.getName(), DClass.IN, 60, InetAddress.ofLiteral(address)),
              Section.ANSWER);
          return reply;
        });
  }

  private static Message query(int id, String name) throws IOException {
    var message =
        Message.newQuery(Record.newRecord(Name.fromString(name + "."), Type.A, DClass.IN));
    message.getHeader().setID(id);
    return message;
  }

  private void ask(InetAddress source, Message query) {
    handler.handle(
        source,
        query.toWire(),
        false,
        bytes -> {
          try {
            replies.add(new Message(bytes));
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
  }

  private Message last() {
    return replies.getLast();
  }

  @Test
  void aMeshHostIsAnsweredAtOnce() throws IOException {
    ask(WORKLOAD, query(77, "reviews"));
    assertThat(last().getHeader().getID()).isEqualTo(77);
    assertThat(last().getSection(Section.ANSWER)).hasToString("[reviews.\t\t30\tIN\tA\t10.78.0.5]");
    assertThat(executor.pending()).isZero();
  }

  @Test
  void aStrangerIsRefusedAndNothingIsForwarded() throws IOException {
    ask(STRANGER, query(1, "www.example.org"));
    assertThat(last().getRcode()).isEqualTo(Rcode.REFUSED);
    assertThat(executor.pending()).isZero();
    assertThat(counters.value(Counters.DNS_REFUSED)).isOne();
  }

  @Test
  void otherNamesAreForwardedAndRememberedForTheirTime() throws IOException {
    ask(WORKLOAD, query(1, "www.example.org"));
    assertThat(replies).isEmpty();
    executor.runAll();
    clock.advance(Duration.ofSeconds(59));
    ask(WORKLOAD, query(2, "www.example.org"));
    assertThat(asked).hasSize(1);
    assertThat(last().getHeader().getID()).isEqualTo(2);
    assertThat(last().getSection(Section.ANSWER).getFirst().getTTL()).isEqualTo(1);
    clock.advance(Duration.ofSeconds(1));
    ask(WORKLOAD, query(3, "www.example.org"));
    executor.runAll();
    assertThat(asked).hasSize(2);
  }

  @Test
  void withoutAnswerTheQueryFailsAndIsNotRemembered() throws IOException {
    upstreamAddress = Optional.empty();
    ask(WORKLOAD, query(1, "www.example.org"));
    executor.runAll();
    assertThat(last().getRcode()).isEqualTo(Rcode.SERVFAIL);
    ask(WORKLOAD, query(2, "www.example.org"));
    executor.runAll();
    assertThat(asked).hasSize(2);
  }

  @Test
  void tooManyWaitingQueriesFailAtOnce() throws IOException {
    for (int i = 0; i < DnsHandler.MAX_FORWARDS; i++) {
      ask(WORKLOAD, query(i, "a" + i + ".example.org"));
    }
    assertThat(replies).isEmpty();
    ask(WORKLOAD, query(9999, "b.example.org"));
    assertThat(last().getRcode()).isEqualTo(Rcode.SERVFAIL);
    assertThat(counters.value(Counters.DNS_SHED)).isOne();
    executor.runAll();
    assertThat(replies).hasSize(DnsHandler.MAX_FORWARDS + 1);
    ask(WORKLOAD, query(10_000, "c.example.org"));
    assertThat(executor.pending()).isOne();
  }

  @Test
  void rubbishAndRepliesGetNoAnswer() throws IOException {
    handler.handle(WORKLOAD, new byte[] {1, 2, 3}, false, bytes -> replies.add(new Message()));
    var reply = query(5, "reviews");
    reply.getHeader().setFlag(Flags.QR);
    ask(WORKLOAD, reply);
    assertThat(replies).isEmpty();
    assertThat(counters.value(Counters.DNS_MALFORMED)).isOne();
  }

  @Test
  void aQueryWithoutQuestionIsAFormatError() {
    ask(WORKLOAD, new Message(6));
    assertThat(last().getRcode()).isEqualTo(Rcode.FORMERR);
  }

  @Test
  void namesThatDoNotExistInTheMeshAreDenied() throws IOException {
    ask(WORKLOAD, query(8, "nosuch"));
    assertThat(last().getRcode()).isEqualTo(Rcode.NXDOMAIN);
    assertThat(asked).isEmpty();
  }
}

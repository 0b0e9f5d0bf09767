// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.dns;

import io.lateen.agent.telemetry.Counters;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;

/** Answers one query at a time, whatever transport it came by. Safe from all threads. */
final class DnsHandler {

  /** Most queries that wait for another resolver at the same time; more get SERVFAIL at once. */
  static final int MAX_FORWARDS = 256;

  private final NameViews views;
  private final Upstream upstream;
  private final ForwardCache cache;
  private final Executor blocking;
  private final RandomGenerator random;
  private final Counters counters;
  private final Semaphore forwards = new Semaphore(MAX_FORWARDS);

  DnsHandler(
      NameViews views,
      Upstream upstream,
      ForwardCache cache,
      Executor blocking,
      RandomGenerator random,
      Counters counters) {
    this.views = views;
    this.upstream = upstream;
    this.cache = cache;
    this.blocking = blocking;
    this.random = random;
    this.counters = counters;
  }

  /**
   * Answers a query, at once or later. Bytes that are no query get no answer.
   *
   * @param reply told at most once, on this thread or on one of the executor
   */
  void handle(InetAddress source, byte[] bytes, boolean tcp, Consumer<byte[]> reply) {
    Message query;
    try {
      query = new Message(bytes);
    } catch (IOException | RuntimeException e) {
      counters.add(Counters.DNS_MALFORMED, 1);
      return;
    }
    if (query.getHeader().getFlag(Flags.QR)) {
      return;
    }
    counters.add(Counters.DNS_QUERIES, 1);
    var view = views.of(source);
    var question = query.getQuestion();
    if (view.isEmpty()) {
      counters.add(Counters.DNS_REFUSED, 1);
      reply.accept(Answers.wire(query, Answers.empty(query, Rcode.REFUSED), tcp));
    } else if (query.getHeader().getOpcode() != Opcode.QUERY) {
      reply.accept(Answers.wire(query, Answers.empty(query, Rcode.NOTIMP), tcp));
    } else if (question == null || query.getHeader().getCount(0) != 1) {
      reply.accept(Answers.wire(query, Answers.empty(query, Rcode.FORMERR), tcp));
    } else {
      answer(query, question, view.get(), tcp, reply);
    }
  }

  private void answer(
      Message query, Record question, NameView view, boolean tcp, Consumer<byte[]> reply) {
    var known =
        switch (Decision.of(view, question)) {
          case Decision.Addresses(var addresses) ->
              Optional.of(Answers.addresses(query, question, addresses, random));
          case Decision.NoSuchName none -> Optional.of(Answers.empty(query, Rcode.NXDOMAIN));
          case Decision.Later later -> Optional.of(Answers.empty(query, Rcode.SERVFAIL));
          case Decision.Forward forward -> cache.find(query);
        };
    if (known.isPresent()) {
      reply.accept(Answers.wire(query, known.get(), tcp));
    } else {
      forward(query, tcp, reply);
    }
  }

  private void forward(Message query, boolean tcp, Consumer<byte[]> reply) {
    if (!forwards.tryAcquire()) {
      counters.add(Counters.DNS_SHED, 1);
      reply.accept(Answers.wire(query, Answers.empty(query, Rcode.SERVFAIL), tcp));
      return;
    }
    counters.add(Counters.DNS_FORWARDED, 1);
    blocking.execute(
        () -> {
          try {
            var answer = upstream.resolve(query);
            answer.ifPresent(message -> cache.put(query, message));
            reply.accept(
                Answers.wire(
                    query, answer.orElseGet(() -> Answers.empty(query, Rcode.SERVFAIL)), tcp));
          } finally {
            forwards.release();
          }
        });
  }
}

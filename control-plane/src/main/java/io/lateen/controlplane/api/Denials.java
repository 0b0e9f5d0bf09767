// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import io.lateen.base.time.NanoClock;
import io.lateen.controlplane.access.Question;
import io.lateen.sourcestore.AuditTrail;
import io.lateen.sourcestore.audit.Actor;
import io.lateen.sourcestore.audit.AuditEntry;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Records refused attempts, but only some: whoever hammers at the door must neither fill the disk
 * nor push other records out of the log. What is left out is counted, and the next record tells the
 * count.
 */
final class Denials {

  /** Records at once and per second, of each of the two sorts (docs/limits.md). */
  static final int BURST = 50;

  static final double PER_SECOND = 0.1;

  private final AuditTrail audit;
  private final InstantSource clock;
  private final Sort forbidden;
  private final Sort unknown;

  /** A sort of refusals with a budget of its own. */
  private static final class Sort {
    private final RateLimit budget;
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong all = new AtomicLong();

    Sort(NanoClock ticks) {
      budget = new RateLimit(ticks, PER_SECOND, BURST);
    }
  }

  Denials(AuditTrail audit, InstantSource clock, NanoClock ticks) {
    this.audit = audit;
    this.clock = clock;
    this.forbidden = new Sort(ticks);
    this.unknown = new Sort(ticks);
  }

  /** Somebody known asked for too much. */
  void forbidden(Actor actor, Question question) {
    record(forbidden, actor, question.verb().word(), question.object());
  }

  /** Somebody without a valid proof asked for something. */
  void unknown(String address, String via) {
    record(unknown, new Actor("unknown from " + address, "", via), "enter", "API");
  }

  /** Refusals so far, recorded or not. */
  long count() {
    return forbidden.all.get() + unknown.all.get();
  }

  private void record(Sort sort, Actor actor, String verb, String object) {
    sort.all.incrementAndGet();
    if (!sort.budget.tryTake()) {
      sort.waiting.incrementAndGet();
      return;
    }
    var more = sort.waiting.getAndSet(0);
    var outcome = more == 0 ? "denied" : "denied, as were " + more + " before without a record";
    audit.note(List.of(AuditEntry.of(clock.instant(), actor, verb, object, outcome)));
  }
}

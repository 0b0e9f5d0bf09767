// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.status;

import io.lateen.api.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The newest events; the same again is counted, not repeated. They are lost with the process, as
 * those of Kubernetes are after an hour. Safe from all threads.
 */
public final class EventLog {

  /** Most events kept, oldest out first (docs/limits.md). */
  static final int MAX_EVENTS = 1_000;

  /** How long an event is shown: kube-apiserver's {@code --event-ttl}. */
  static final Duration AGE = Duration.ofHours(1);

  private final Deque<ObjectEvent> events = new ArrayDeque<>();
  private long sequence;
  private long forgotten;

  synchronized void record(
      ObjectKey object, String uid, boolean warning, String reason, String message, Instant now) {
    sequence++;
    var event = new ObjectEvent(sequence, object, uid, warning, reason, message, 1, now, now);
    var known = events.stream().filter(event::tellsTheSameAs).findFirst();
    known.ifPresent(events::remove);
    events.addLast(known.map(one -> one.again(now)).orElse(event));
    if (events.size() > MAX_EVENTS) {
      events.removeFirst();
      forgotten++;
    }
  }

  /** The events that are not too old, oldest first. */
  public synchronized List<ObjectEvent> all(Instant now) {
    var oldest = now.minus(AGE);
    events.removeIf(event -> event.last().isBefore(oldest));
    return List.copyOf(new ArrayList<>(events));
  }

  /** How many events were recorded, repeated ones included. */
  public synchronized long recorded() {
    return sequence;
  }

  /** How many had to go before their time. */
  public synchronized long forgotten() {
    return forgotten;
  }
}

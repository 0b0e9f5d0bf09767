// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.door;

import io.lateen.base.time.NanoClock;
import io.lateen.controlplane.door.Visit.Stage;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who may connect, and whose handshake is next: addresses take turns, so that one which connects
 * very often waits for itself. Safe from all threads.
 */
final class Admissions {

  /** What an address has. */
  private static final class Place {
    private final Bucket unproven;
    private final ArrayDeque<Visit> queue = new ArrayDeque<>();
    private int open;
    private int shaking;
    private int strangers;

    Place(long now) {
      unproven = new Bucket(DoorLimits.UNPROVEN_BURST, DoorLimits.UNPROVEN_PER_SECOND, now);
    }
  }

  /** What an identity has. */
  private static final class Account {
    private final Bucket rate;
    private int open;

    Account(long now) {
      rate = new Bucket(DoorLimits.PROVEN_BURST, DoorLimits.PROVEN_PER_SECOND, now);
    }
  }

  private final DoorLimits limits;
  private final DoorEvents events;
  private final NanoClock clock;
  private final Map<InetAddress, Place> places = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<String, Account> accounts = new LinkedHashMap<>(16, 0.75f, true);
  private final SequencedSet<Place> turns = new LinkedHashSet<>();
  private int open;
  private int shaking;
  private int waiting;

  Admissions(DoorLimits limits, DoorEvents events, NanoClock clock) {
    this.limits = limits;
    this.events = events;
    this.clock = clock;
  }

  /** A connection was made: afterwards it shakes hands, waits, or is refused. */
  synchronized Optional<Limit> arrive(Visit visit) {
    var now = clock.nanos();
    forget(places, each -> each.open == 0);
    var place = places.computeIfAbsent(visit.address(), key -> new Place(now));
    var limit = refusal(place, now);
    if (limit.isPresent()) {
      return limit;
    }
    visit.arrived = now;
    place.open++;
    events.connections(++open);
    if (hasRoom(place)) {
      enter(visit, place);
    } else {
      visit.stage = Stage.WAITING;
      waiting++;
      place.queue.add(visit);
      turns.add(place);
    }
    return Optional.empty();
  }

  private Optional<Limit> refusal(Place place, long now) {
    if (open >= limits.connections()) {
      return Optional.of(Limit.CONNECTIONS);
    }
    if (place.open >= limits.connectionsPerAddress()) {
      return Optional.of(Limit.CONNECTIONS_PER_ADDRESS);
    }
    if (!hasRoom(place)
        && (waiting >= DoorLimits.WAITING
            || place.queue.size() >= DoorLimits.WAITING_PER_ADDRESS)) {
      return Optional.of(Limit.HANDSHAKES);
    }
    return place.unproven.take(now) ? Optional.empty() : Optional.of(Limit.HANDSHAKE_RATE);
  }

  private boolean hasRoom(Place place) {
    return shaking < DoorLimits.HANDSHAKES && place.shaking < DoorLimits.HANDSHAKES_PER_ADDRESS;
  }

  private void enter(Visit visit, Place place) {
    visit.stage = Stage.SHAKING;
    place.shaking++;
    shaking++;
  }

  /** The handshake is over and proved an identity. */
  synchronized Optional<Limit> proven(Visit visit, String identity) {
    if (!shaken(visit)) {
      return Optional.empty();
    }
    var now = clock.nanos();
    forget(accounts, each -> each.open == 0);
    var account = accounts.computeIfAbsent(identity, key -> new Account(now));
    if (account.open >= limits.connectionsPerIdentity()) {
      visit.stage = Stage.REFUSED;
      return Optional.of(Limit.CONNECTIONS_PER_IDENTITY);
    }
    account.open++;
    visit.stage = Stage.PROVEN;
    visit.identity = identity;
    if (account.rate.take(now)) {
      place(visit).unproven.giveBack(1);
    }
    return Optional.empty();
  }

  /** The handshake is over and proved nothing. */
  synchronized Optional<Limit> stranger(Visit visit) {
    if (!shaken(visit)) {
      return Optional.empty();
    }
    var place = place(visit);
    if (place.strangers >= limits.strangersPerAddress()) {
      visit.stage = Stage.REFUSED;
      return Optional.of(Limit.STRANGERS_PER_ADDRESS);
    }
    visit.stage = Stage.STRANGER;
    place.strangers++;
    return Optional.empty();
  }

  private boolean shaken(Visit visit) {
    if (visit.stage != Stage.SHAKING) {
      return false;
    }
    place(visit).shaking--;
    shaking--;
    return true;
  }

  /** The connection has ended, in whatever stage. */
  synchronized void left(Visit visit) {
    if (visit.stage == Stage.GONE) {
      return;
    }
    var place = place(visit);
    switch (visit.stage) {
      case WAITING -> {
        if (place.queue.remove(visit)) {
          waiting--;
        }
      }
      case SHAKING -> shaken(visit);
      case STRANGER -> place.strangers--;
      case PROVEN -> account(visit).open--;
      case REFUSED, GONE -> {
        // Held nothing but the connection.
      }
    }
    visit.stage = Stage.GONE;
    place.open--;
    events.connections(--open);
  }

  /** Those whose handshakes may begin now; they have left the queue. */
  synchronized List<Visit> next() {
    var next = new ArrayList<Visit>();
    int passed = 0;
    while (passed < turns.size() && shaking < DoorLimits.HANDSHAKES) {
      var place = turns.removeFirst();
      if (place.queue.isEmpty()) {
        continue;
      }
      if (hasRoom(place)) {
        var visit = place.queue.remove();
        waiting--;
        enter(visit, place);
        next.add(visit);
        passed = 0;
      } else {
        passed++;
      }
      if (!place.queue.isEmpty()) {
        turns.add(place);
      }
    }
    return next;
  }

  /** Those that waited too long; they have left. */
  synchronized List<Visit> overdue() {
    var late = new ArrayList<Visit>();
    var before = clock.nanos() - limits.handshake().toNanos();
    for (var place : turns) {
      for (var first = place.queue.peek();
          first != null && first.arrived - before <= 0;
          first = place.queue.peek()) {
        late.add(first);
        place.queue.remove();
        waiting--;
        first.stage = Stage.REFUSED;
        left(first);
      }
    }
    return late;
  }

  /** Whether any connection waits. */
  synchronized boolean isAnyWaiting() {
    return waiting > 0;
  }

  private Place place(Visit visit) {
    return known(places.get(visit.address()));
  }

  private Account account(Visit visit) {
    return known(accounts.get(visit.identity));
  }

  private static <T> T known(@Nullable T found) {
    if (found == null) {
      throw new IllegalStateException("what is connected is never forgotten");
    }
    return found;
  }

  /** Forgets the ones that were quiet for longest. */
  private static <K, V> void forget(Map<K, V> known, Predicate<V> idle) {
    Iterator<V> oldest = known.values().iterator();
    int excess = known.size() - DoorLimits.REMEMBERED + 1;
    while (excess > 0 && oldest.hasNext()) {
      if (idle.test(oldest.next())) {
        oldest.remove();
        excess--;
      }
    }
  }
}

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
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who may connect, and whose handshake is next: addresses take turns, so that one which connects
 * very often waits for itself. A connection waits, enters, speaks, perhaps is held until there is
 * room for its handshake, and shakes hands; one that says nothing never takes that room, and gives
 * up its place as soon as another one of its address waits for it. Safe from all threads.
 */
final class Admissions {

  /** What an address has. */
  private static final class Place {
    private final Bucket unproven;
    private final ArrayDeque<Visit> queue = new ArrayDeque<>();
    private final SequencedSet<Visit> silent = new LinkedHashSet<>();
    private final ArrayDeque<Visit> held = new ArrayDeque<>();
    private int open;
    private int shaking;
    private int strangers;

    private int entered() {
      return silent.size() + held.size();
    }

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

  /** Who floods: an identity at an address, so that nobody else locks the identity out. */
  private record Caller(InetAddress address, String identity) {}

  private final DoorLimits limits;
  private final DoorEvents events;
  private final NanoClock clock;
  private final Map<InetAddress, Place> places = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<String, Account> accounts = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * Until when callers are refused that flooded, nanoseconds; the first to be served comes first.
   */
  private final SequencedMap<Caller, Long> flooded = new LinkedHashMap<>();

  private final SequencedSet<Place> turns = new LinkedHashSet<>();
  private final SequencedSet<Place> heldTurns = new LinkedHashSet<>();
  private int open;
  private int entered;
  private int shaking;
  private int waiting;

  Admissions(DoorLimits limits, DoorEvents events, NanoClock clock) {
    this.limits = limits;
    this.events = events;
    this.clock = clock;
  }

  /** A connection was made: afterwards it is in, waits, or is refused. */
  synchronized Optional<Limit> arrive(Visit visit) {
    var now = clock.nanos();
    forget(places, each -> each.open == 0);
    var place = places.computeIfAbsent(visit.address(), key -> new Place(now));
    var limit = refusal(place);
    if (limit.isPresent()) {
      return limit;
    }
    visit.arrived = now;
    place.open++;
    events.connections(++open);
    if (mayEnter(place)) {
      enter(visit, place);
    } else {
      visit.stage = Stage.WAITING;
      waiting++;
      place.queue.add(visit);
      turns.add(place);
    }
    return Optional.empty();
  }

  private Optional<Limit> refusal(Place place) {
    if (open >= limits.connections()) {
      return Optional.of(Limit.CONNECTIONS);
    }
    if (place.open >= limits.connectionsPerAddress()) {
      return Optional.of(Limit.CONNECTIONS_PER_ADDRESS);
    }
    return !mayEnter(place)
            && (waiting >= DoorLimits.WAITING
                || place.queue.size() >= DoorLimits.WAITING_PER_ADDRESS)
        ? Optional.of(Limit.HANDSHAKES)
        : Optional.empty();
  }

  private boolean mayEnter(Place place) {
    return entered < DoorLimits.ENTERED && place.entered() < DoorLimits.ENTERED_PER_ADDRESS;
  }

  private void enter(Visit visit, Place place) {
    visit.stage = Stage.SILENT;
    visit.arrived = clock.nanos();
    place.silent.add(visit);
    entered++;
  }

  /** The first bytes came: afterwards it shakes hands, is held, or is refused. */
  synchronized Optional<Limit> spoke(Visit visit) {
    if (visit.stage != Stage.SILENT) {
      return Optional.empty();
    }
    var now = clock.nanos();
    var place = place(visit);
    place.silent.remove(visit);
    if (!place.unproven.take(now)) {
      entered--;
      visit.stage = Stage.REFUSED;
      return Optional.of(Limit.HANDSHAKE_RATE);
    }
    if (hasRoom(place)) {
      shake(visit, place);
    } else {
      visit.stage = Stage.HELD;
      visit.arrived = now;
      place.held.add(visit);
      heldTurns.add(place);
    }
    return Optional.empty();
  }

  private boolean hasRoom(Place place) {
    return shaking < DoorLimits.HANDSHAKES && place.shaking < DoorLimits.HANDSHAKES_PER_ADDRESS;
  }

  private void shake(Visit visit, Place place) {
    visit.stage = Stage.SHAKING;
    entered--;
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
    if (account.rate.take(now)) {
      place(visit).unproven.giveBack(1);
    }
    visit.identity = identity;
    if (hasFlooded(visit, now)) {
      visit.stage = Stage.REFUSED;
      return Optional.of(Limit.FLOODED);
    }
    if (account.open >= limits.connectionsPerIdentity()) {
      visit.stage = Stage.REFUSED;
      return Optional.of(Limit.CONNECTIONS_PER_IDENTITY);
    }
    account.open++;
    visit.stage = Stage.PROVEN;
    return Optional.empty();
  }

  /** The handshake is over and proved nothing. */
  synchronized Optional<Limit> stranger(Visit visit) {
    if (!shaken(visit)) {
      return Optional.empty();
    }
    var place = place(visit);
    if (hasFlooded(visit, clock.nanos())) {
      visit.stage = Stage.REFUSED;
      return Optional.of(Limit.FLOODED);
    }
    if (place.strangers >= limits.strangersPerAddress()) {
      visit.stage = Stage.REFUSED;
      return Optional.of(Limit.STRANGERS_PER_ADDRESS);
    }
    visit.stage = Stage.STRANGER;
    place.strangers++;
    return Optional.empty();
  }

  /** A connection was ended for a flood: its caller gets no other one for a while. */
  synchronized void flooded(Visit visit) {
    var caller = new Caller(visit.address(), visit.identity);
    flooded.remove(caller);
    if (flooded.size() >= DoorLimits.REMEMBERED) {
      flooded.pollFirstEntry();
    }
    flooded.put(caller, clock.nanos() + DoorLimits.CALM.toNanos());
  }

  private boolean hasFlooded(Visit visit, long now) {
    while (!flooded.isEmpty() && flooded.firstEntry().getValue() - now <= 0) {
      flooded.pollFirstEntry();
    }
    return flooded.containsKey(new Caller(visit.address(), visit.identity));
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
      case SILENT -> {
        place.silent.remove(visit);
        entered--;
      }
      case HELD -> {
        place.held.remove(visit);
        entered--;
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

  /**
   * Those who are further now than before the call: held ones whose handshakes may begin, and then
   * waiting ones that have entered.
   */
  synchronized List<Visit> next() {
    var next = new ArrayList<Visit>();
    take(heldTurns, place -> place.held, this::hasRoom, this::shake, next);
    var held = next.size();
    take(turns, place -> place.queue, this::mayEnter, this::enter, next);
    waiting -= next.size() - held;
    return next;
  }

  private static void take(
      SequencedSet<Place> turns,
      Function<Place, ArrayDeque<Visit>> queue,
      Predicate<Place> hasRoom,
      BiConsumer<Visit, Place> in,
      List<Visit> next) {
    int passed = 0;
    while (passed < turns.size()) {
      var place = turns.removeFirst();
      var line = queue.apply(place);
      if (line.isEmpty()) {
        continue;
      }
      if (hasRoom.test(place)) {
        var visit = line.remove();
        in.accept(visit, place);
        next.add(visit);
        passed = 0;
      } else {
        passed++;
      }
      if (!line.isEmpty()) {
        turns.add(place);
      }
    }
  }

  /** Those that waited or were silent for too long; they have left. */
  synchronized List<Visit> overdue() {
    var now = clock.nanos();
    var late = new ArrayList<Visit>();
    var limit = now - limits.handshake().toNanos();
    turns.forEach(place -> before(limit, place.queue, late));
    heldTurns.forEach(place -> before(limit, place.held, late));
    var silent = new ArrayList<Visit>();
    var isFull = entered >= DoorLimits.ENTERED && waiting > 0;
    var patience = now - DoorLimits.SILENCE.toNanos();
    for (var place : isFull ? List.copyOf(places.values()) : List.copyOf(turns)) {
      if (isFull || !place.queue.isEmpty()) {
        before(patience, place.silent, silent);
      }
    }
    silent.forEach(visit -> visit.saidNothing = true);
    late.addAll(silent);
    late.forEach(this::left);
    return late;
  }

  /** Those at the begin of a line that came before a moment. */
  private static void before(long moment, Iterable<Visit> line, List<Visit> late) {
    for (var visit : line) {
      if (visit.arrived - moment > 0) {
        return;
      }
      late.add(visit);
    }
  }

  /** Whether any connection waits, to enter or for its handshake. */
  synchronized boolean isAnyWaiting() {
    return waiting > 0 || heldTurns.stream().anyMatch(place -> !place.held.isEmpty());
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

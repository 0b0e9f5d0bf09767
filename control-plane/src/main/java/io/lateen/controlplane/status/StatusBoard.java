// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.status;

import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The conditions of objects that have or had something wrong; others have none. A change of a
 * condition is an event. Safe from all threads.
 */
public final class StatusBoard {

  /** Most objects with conditions, the longest unchanged out first (docs/limits.md). */
  static final int MAX_OBJECTS = 10_000;

  private final InstantSource clock;
  private final EventLog events = new EventLog();
  private final Map<ObjectKey, Standing> standings = new LinkedHashMap<>();

  /**
   * How an object stands.
   *
   * @param object that was judged; empty when none of this key was ever in force
   */
  private record Standing(
      Optional<ConfigObject<?>> object, Map<Condition.Type, Condition> conditions) {}

  /**
   * What the board asks about the surroundings.
   *
   * @param inForce the object of a key
   * @param connected ids of the proxies that can be asked
   */
  record Surroundings(
      Function<ObjectKey, Optional<ConfigObject<?>>> inForce, Set<String> connected) {}

  /** An empty board. */
  public StatusBoard(InstantSource clock) {
    this.clock = clock;
  }

  /** The conditions of an object; empty when there never was anything to say. */
  public synchronized List<Condition> of(ObjectKey key) {
    var standing = standings.get(key);
    return standing == null ? List.of() : List.copyOf(standing.conditions().values());
  }

  /** What happened to objects. */
  public List<ObjectEvent> events() {
    return events.all(clock.instant());
  }

  /** The events' counters. */
  public EventLog log() {
    return events;
  }

  /** How many objects have a bad condition of that type. */
  public synchronized int bad(Condition.Type type) {
    return (int)
        standings.values().stream()
            .map(standing -> standing.conditions().get(type))
            .filter(condition -> condition != null && condition.isBad())
            .count();
  }

  /** Takes all that is wrong now. */
  synchronized void update(Map<ObjectKey, Judgement> found, Surroundings around) {
    var keys = new TreeSet<>(found.keySet());
    keys.addAll(standings.keySet());
    var now = clock.instant();
    for (var key : keys) {
      var judgement = found.getOrDefault(key, Judgement.FINE);
      var object = around.inForce().apply(key);
      if (object.isEmpty() && judgement.equals(Judgement.FINE)) {
        standings.remove(key);
      } else {
        update(key, judgement, new Subject(key, object, around, now));
      }
    }
    var oldest = standings.keySet().iterator();
    while (standings.size() > MAX_OBJECTS) {
      oldest.next();
      oldest.remove();
    }
  }

  /** The object that is judged, and when. */
  private record Subject(
      ObjectKey key, Optional<ConfigObject<?>> object, Surroundings around, Instant now) {

    long generation() {
      return object.map(one -> one.meta().generation()).orElse(0L);
    }

    /** A complaint stays while nobody can say that it is over. */
    boolean isUnheard(Condition before, Standing standing) {
      return !before.reporter().isEmpty()
          && !around.connected().contains(before.reporter())
          && object.equals(standing.object());
    }
  }

  private void update(ObjectKey key, Judgement judgement, Subject subject) {
    var before = Optional.ofNullable(standings.get(key));
    var conditions = new EnumMap<Condition.Type, Condition>(Condition.Type.class);
    for (var type : Condition.Type.values()) {
      var told = type == Condition.Type.PROGRAMMED ? judgement.failures() : judgement.warnings();
      next(type, told, before, subject).ifPresent(next -> conditions.put(type, next));
    }
    var next = new Standing(subject.object(), conditions);
    if (!conditions.isEmpty() && !before.equals(Optional.of(next))) {
      standings.remove(key);
      standings.put(key, next);
    }
  }

  private Optional<Condition> next(
      Condition.Type type,
      List<Judgement.Told> told,
      Optional<Standing> standing,
      Subject subject) {
    var before = standing.map(one -> one.conditions().get(type));
    if (!told.isEmpty()) {
      return Optional.of(bad(type, told, before, subject));
    }
    if (before.isPresent()
        && before.get().isBad()
        && !subject.isUnheard(before.get(), standing.orElseThrow())) {
      return Optional.of(mended(type, subject));
    }
    return before.map(one -> one.isBad() ? one : at(one, subject.generation()));
  }

  private Condition bad(
      Condition.Type type, List<Judgement.Told> told, Optional<Condition> before, Subject subject) {
    var known = before.filter(Condition::isBad);
    var first =
        told.stream()
            .filter(one -> known.filter(old -> old.message().equals(one.message())).isPresent())
            .findFirst()
            .orElse(told.getFirst());
    var since = known.map(Condition::since).orElse(subject.now());
    var condition =
        new Condition(
            type,
            type == Condition.Type.WARNED,
            first.reason().word(),
            first.message(),
            since,
            subject.generation(),
            first.reporter());
    if (known.isEmpty() || !known.get().message().equals(first.message())) {
      tell(condition, subject);
    }
    return condition;
  }

  private Condition mended(Condition.Type type, Subject subject) {
    boolean programmed = type == Condition.Type.PROGRAMMED;
    var condition =
        new Condition(
            type,
            programmed,
            programmed ? "Programmed" : "NothingToSay",
            programmed
                ? "nothing of it is held back, and no proxy refuses it"
                : "it loses against no other object, and all of it has an effect",
            subject.now(),
            subject.generation(),
            "");
    tell(condition, subject);
    return condition;
  }

  private static Condition at(Condition condition, long generation) {
    return new Condition(
        condition.type(),
        condition.status(),
        condition.reason(),
        condition.message(),
        condition.since(),
        generation,
        condition.reporter());
  }

  private void tell(Condition condition, Subject subject) {
    events.record(
        subject.key(),
        subject.object().map(one -> one.meta().uid()).orElse(""),
        condition.isBad(),
        condition.reason(),
        condition.message(),
        subject.now());
  }
}

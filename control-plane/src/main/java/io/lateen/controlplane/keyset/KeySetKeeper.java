// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.keyset;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import io.lateen.api.ObjectMeta;
import io.lateen.api.Origin;
import io.lateen.api.security.KeySet;
import io.lateen.base.time.Cancellable;
import io.lateen.base.time.Scheduler;
import io.lateen.controlplane.pipeline.Epoch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/**
 * Keeps the keys of all issuers that policies name: gets them, gets them again, keeps the last good
 * ones for a day when that fails, and then has none. All of its state is behind one lock; fetches
 * run without it.
 */
final class KeySetKeeper {

  /** Most places that are asked (docs/limits.md). */
  static final int MAX_SOURCES = 1000;

  /** Fetches under way at a time (docs/limits.md). */
  static final int MAX_UNDER_WAY = 4;

  /** Between two successful fetches (Istio: JwtPubKeyRefreshInterval). */
  static final Duration REFRESH = Duration.ofMinutes(20);

  /** How long good keys outlive a server that is away. */
  static final Duration LONGEST_LIFE = Duration.ofHours(24);

  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LAST_RETRY = Duration.ofMinutes(1);
  private static final int MOST_DOUBLINGS = 6;

  /**
   * What the keeper gets from its surroundings.
   *
   * @param fetches may block, a few at a time
   * @param jitter a number from 0 to 1 at each call
   */
  record Seams(
      KeySetFetcher fetcher,
      Executor fetches,
      Scheduler scheduler,
      InstantSource clock,
      DoubleSupplier jitter) {}

  /** One place: what it gave and when it is asked again. */
  private static final class Place {
    private Duration limit;
    private String keys = "";
    private Instant good = Instant.EPOCH;
    private String failure = "";
    private Instant due;
    private int failures;
    private boolean underWay;

    Place(Duration limit, Instant due) {
      this.limit = limit;
      this.due = due;
    }
  }

  private final Seams seams;
  private final Consumer<ConfigDelta> sink;
  private final FetchMetrics metrics;
  private final Map<KeySet.Source, Place> places = new HashMap<>();
  private WantedKeys wanted = WantedKeys.NONE;
  private Optional<Cancellable> timer = Optional.empty();
  private int underWay;

  /**
   * @param sink hears what changes; must not block
   */
  KeySetKeeper(Seams seams, Consumer<ConfigDelta> sink, FetchMetrics metrics) {
    this.seams = seams;
    this.sink = sink;
    this.metrics = metrics;
  }

  /** Looks which keys the policies of a new state want. */
  synchronized void epoch(Epoch epoch) {
    var now = wanted.of(epoch.mesh());
    if (now == wanted) {
      return;
    }
    wanted = now;
    var gone = new TreeSet<ObjectKey>();
    places
        .keySet()
        .removeIf(
            source -> {
              boolean left = !now.sources().containsKey(source);
              if (left) {
                gone.add(source.key());
              }
              return left;
            });
    now.sources()
        .forEach(
            (source, limit) ->
                places.computeIfAbsent(source, _ -> new Place(limit, seams.clock().instant()))
                        .limit =
                    limit);
    if (!gone.isEmpty()) {
      sink.accept(new ConfigDelta(Map.of(), gone));
    }
    metrics.places(places.size());
    look();
  }

  /** Starts what is due and sets the timer for what comes next. */
  private synchronized void look() {
    var now = seams.clock().instant();
    var next = Instant.MAX;
    for (var entry : places.entrySet()) {
      var place = entry.getValue();
      expire(entry.getKey(), place, now);
      if (!place.underWay && !place.due.isAfter(now) && underWay < MAX_UNDER_WAY) {
        start(entry.getKey(), place);
      }
      if (!place.underWay && place.due.isAfter(now) && place.due.isBefore(next)) {
        next = place.due;
      }
    }
    timer.ifPresent(Cancellable::cancel);
    timer = Optional.empty();
    if (next.isBefore(Instant.MAX)) {
      timer = Optional.of(seams.scheduler().schedule(Duration.between(now, next), this::look));
    }
  }

  private void start(KeySet.Source source, Place place) {
    place.underWay = true;
    underWay++;
    var limit = place.limit;
    seams.fetches().execute(() -> fetch(source, place, limit));
  }

  private void fetch(KeySet.Source source, Place place, Duration limit) {
    var keys = "";
    var failure = "";
    try {
      keys = seams.fetcher().fetch(source, limit);
    } catch (KeySetException e) {
      failure = e.reason();
    } catch (RuntimeException e) {
      failure = "the answer cannot be read";
    }
    ended(source, place, keys, failure);
  }

  private synchronized void ended(KeySet.Source source, Place place, String keys, String failure) {
    place.underWay = false;
    underWay--;
    var now = seams.clock().instant();
    metrics.fetched(failure.isEmpty());
    boolean changed = !place.failure.equals(failure);
    place.failure = failure;
    if (failure.isEmpty()) {
      changed |= !place.keys.equals(keys);
      place.keys = keys;
      place.good = now;
      place.failures = 0;
      place.due = now.plus(REFRESH);
    } else {
      place.failures++;
      place.due = now.plus(pause(place.failures));
    }
    if (changed && places.get(source) == place) {
      tell(source, place);
    }
    look();
  }

  /** Longer from failure to failure; a part is left to chance, so that places do not march. */
  private Duration pause(int failures) {
    var doubled = FIRST_RETRY.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    var longest = doubled.compareTo(LAST_RETRY) > 0 ? LAST_RETRY : doubled;
    return Duration.ofMillis((long) (longest.toMillis() * (1 - seams.jitter().getAsDouble() / 2)));
  }

  /** Old keys may be revoked ones: after a day no token is better than any. */
  private void expire(KeySet.Source source, Place place, Instant now) {
    if (!place.keys.isEmpty() && !now.isBefore(place.good.plus(LONGEST_LIFE))) {
      place.keys = "";
      tell(source, place);
    }
  }

  private void tell(KeySet.Source source, Place place) {
    var key = source.key();
    var object =
        new ConfigObject<>(
            key,
            ObjectMeta.of("", key.name()),
            new KeySet(place.keys, place.failure),
            new Origin(source.uri(), 0));
    Map<ObjectKey, ConfigObject<?>> upserts = new TreeMap<>();
    upserts.put(key, object);
    sink.accept(new ConfigDelta(upserts, Set.of()));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.api;

import io.lateen.base.Copies;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A change of the configuration: objects that are new or different, and objects that are gone. No
 * key is in both. Immutable; any thread.
 */
public final class ConfigDelta {

  /** Nothing changes. */
  public static final ConfigDelta EMPTY = new ConfigDelta(Map.of(), Set.of());

  private final Map<ObjectKey, ConfigObject<?>> upserts;
  private final Set<ObjectKey> removals;

  /** What is upserted by the class of its spec: each kind asks, and the first change has all. */
  private volatile @Nullable Map<Class<?>, List<ConfigObject<?>>> byType;

  /**
   * Copies both collections, sorted by key; refuses a key that is in both.
   *
   * @param upserts new and changed objects
   * @param removals keys of objects that are gone
   */
  public ConfigDelta(Map<ObjectKey, ConfigObject<?>> upserts, Set<ObjectKey> removals) {
    this.upserts = Copies.sorted(upserts);
    this.removals = Collections.unmodifiableSortedSet(new TreeSet<>(removals));
    if (!Collections.disjoint(this.upserts.keySet(), this.removals)) {
      throw new IllegalArgumentException("a key is both upserted and removed");
    }
  }

  /** New and changed objects, sorted by key. */
  public Map<ObjectKey, ConfigObject<?>> upserts() {
    return upserts;
  }

  /** Keys of objects that are gone, sorted. */
  public Set<ObjectKey> removals() {
    return removals;
  }

  /** New and changed objects whose spec is a {@code type}; those of one class sorted by key. */
  public <S extends Spec> List<ConfigObject<S>> upserts(Class<S> type) {
    var found = new ArrayList<ConfigObject<S>>();
    byType()
        .forEach(
            (kind, objects) -> {
              if (type.isAssignableFrom(kind)) {
                objects.forEach(object -> object.as(type).ifPresent(found::add));
              }
            });
    return found;
  }

  private Map<Class<?>, List<ConfigObject<?>>> byType() {
    var known = byType;
    if (known == null) {
      known = new LinkedHashMap<>();
      for (var object : upserts.values()) {
        known.computeIfAbsent(object.spec().getClass(), _ -> new ArrayList<>()).add(object);
      }
      byType = known;
    }
    return known;
  }

  /** A change that only adds or replaces. */
  public static ConfigDelta upsert(Iterable<? extends ConfigObject<?>> objects) {
    var upserts = new TreeMap<ObjectKey, ConfigObject<?>>();
    objects.forEach(object -> upserts.put(object.key(), object));
    return upserts.isEmpty() ? EMPTY : new ConfigDelta(upserts, Set.of());
  }

  /** A change that adds or replaces one object. */
  public static ConfigDelta upsert(ConfigObject<?> object) {
    return new ConfigDelta(Map.of(object.key(), object), Set.of());
  }

  /** A change that removes one object. */
  public static ConfigDelta remove(ObjectKey key) {
    return new ConfigDelta(Map.of(), Set.of(key));
  }

  /** Whether nothing changes. */
  public boolean isEmpty() {
    return upserts.isEmpty() && removals.isEmpty();
  }

  /** This change and then {@code next}, as one; of two changes to one key the later one counts. */
  public ConfigDelta then(ConfigDelta next) {
    if (next.isEmpty()) {
      return this;
    }
    if (isEmpty()) {
      return next;
    }
    var allUpserts = new TreeMap<>(upserts);
    var allRemovals = new TreeSet<>(removals);
    allUpserts.keySet().removeAll(next.removals);
    allUpserts.putAll(next.upserts);
    allRemovals.removeAll(next.upserts.keySet());
    allRemovals.addAll(next.removals);
    return new ConfigDelta(allUpserts, allRemovals);
  }

  /** The keys that this change touches. */
  public Set<ObjectKey> keys() {
    if (removals.isEmpty()) {
      return Collections.unmodifiableSet(upserts.keySet());
    }
    var keys = new TreeSet<>(upserts.keySet());
    keys.addAll(removals);
    return Collections.unmodifiableSet(keys);
  }

  /** Whether both change the same. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ConfigDelta delta
        && upserts.equals(delta.upserts)
        && removals.equals(delta.removals);
  }

  @Override
  public int hashCode() {
    return Objects.hash(upserts, removals);
  }

  @Override
  public String toString() {
    return "ConfigDelta[upserts=" + upserts + ", removals=" + removals + "]";
  }
}

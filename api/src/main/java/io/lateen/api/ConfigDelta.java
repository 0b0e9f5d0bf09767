// SPDX-License-Identifier: Apache-2.0
package io.lateen.api;

import io.lateen.base.Copies;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A change of the configuration: objects that are new or different, and objects that are gone. No
 * key is in both.
 *
 * @param upserts new and changed objects
 * @param removals keys of objects that are gone
 */
public record ConfigDelta(Map<ObjectKey, ConfigObject<?>> upserts, Set<ObjectKey> removals) {

  /** Nothing changes. */
  public static final ConfigDelta EMPTY = new ConfigDelta(Map.of(), Set.of());

  /** Copies both collections, sorted by key; refuses a key that is in both. */
  public ConfigDelta {
    upserts = Copies.sorted(upserts);
    removals = Collections.unmodifiableSortedSet(new TreeSet<>(removals));
    if (!Collections.disjoint(upserts.keySet(), removals)) {
      throw new IllegalArgumentException("a key is both upserted and removed");
    }
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
}

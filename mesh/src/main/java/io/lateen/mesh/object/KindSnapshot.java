// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.object;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import io.lateen.api.Spec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * All objects of one kind. Laws: {@code SnapshotLaws} of the testkit.
 *
 * @param byNamespace the objects of each namespace, oldest first; no empty namespaces
 */
public record KindSnapshot<S extends Spec>(
    Class<S> type,
    PMap<ObjectKey, ConfigObject<S>> byKey,
    PMap<String, PSortedMap<Age, ConfigObject<S>>> byNamespace) {

  /** No objects of {@code type}. */
  public static <S extends Spec> KindSnapshot<S> empty(Class<S> type) {
    return new KindSnapshot<>(type, HashTreePMap.empty(), HashTreePMap.empty());
  }

  /** The state after {@code delta}; this very object when it touches nothing of this kind. */
  public KindSnapshot<S> apply(ConfigDelta delta) {
    return with(changes(delta));
  }

  /**
   * What {@code delta} changes among these objects; one that says the same as the one held is not a
   * change.
   */
  public List<Change<ConfigObject<S>>> changes(ConfigDelta delta) {
    var changes = new ArrayList<Change<ConfigObject<S>>>();
    for (ObjectKey removed : delta.removals()) {
      @Nullable ConfigObject<S> before = byKey.get(removed);
      if (before != null) {
        changes.add(new Change<>(Optional.of(before), Optional.empty()));
      }
    }
    for (ConfigObject<S> after : delta.upserts(type)) {
      Optional<ConfigObject<S>> before = get(after.key());
      if (before.filter(known -> Meaning.isSame(known, after)).isEmpty()) {
        changes.add(new Change<>(before, Optional.of(after)));
      }
    }
    return changes;
  }

  /** The state after {@code changes}, which {@link #changes} of this object found. */
  public KindSnapshot<S> with(List<Change<ConfigObject<S>>> changes) {
    if (changes.isEmpty()) {
      return this;
    }
    var keys = byKey;
    var namespaces = byNamespace;
    for (var change : changes) {
      if (change.before().isPresent()) {
        ConfigObject<S> before = change.before().get();
        if (change.after().isEmpty()) {
          keys = keys.minus(before.key());
        }
        if (change.after().filter(after -> Age.of(after).equals(Age.of(before))).isEmpty()) {
          namespaces = without(namespaces, before);
        }
      }
      if (change.after().isPresent()) {
        ConfigObject<S> after = change.after().get();
        keys = keys.plus(after.key(), after);
        namespaces =
            namespaces.plus(
                after.namespace(), ordered(namespaces, after).plus(Age.of(after), after));
      }
    }
    return new KindSnapshot<>(type, keys, namespaces);
  }

  /** The object of that key. */
  public Optional<ConfigObject<S>> get(ObjectKey key) {
    return Optional.ofNullable(byKey.get(key));
  }

  /** The objects of a namespace, oldest first. */
  public Collection<ConfigObject<S>> in(String namespace) {
    @Nullable PSortedMap<Age, ConfigObject<S>> found = byNamespace.get(namespace);
    return found == null ? List.of() : found.values();
  }

  private static <S extends Spec> PSortedMap<Age, ConfigObject<S>> ordered(
      PMap<String, PSortedMap<Age, ConfigObject<S>>> namespaces, ConfigObject<S> object) {
    @Nullable PSortedMap<Age, ConfigObject<S>> found = namespaces.get(object.namespace());
    return found == null ? TreePMap.empty() : found;
  }

  private static <S extends Spec> PMap<String, PSortedMap<Age, ConfigObject<S>>> without(
      PMap<String, PSortedMap<Age, ConfigObject<S>>> namespaces, ConfigObject<S> object) {
    var rest = ordered(namespaces, object).minus(Age.of(object));
    return rest.isEmpty()
        ? namespaces.minus(object.namespace())
        : namespaces.plus(object.namespace(), rest);
  }
}

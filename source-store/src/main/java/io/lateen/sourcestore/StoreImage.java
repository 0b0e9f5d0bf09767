// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcestore;

import io.lateen.api.ObjectKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * All current objects at one revision; immutable, so a list is consistent while writes go on.
 *
 * @param revision of the newest change that the image holds; 0 when nothing was ever written
 */
public record StoreImage(long revision, PMap<ObjectKey, StoredObject> objects) {

  static final StoreImage EMPTY = new StoreImage(0, HashTreePMap.empty());

  private static final Comparator<StoredObject> BY_NAME =
      Comparator.comparing((StoredObject o) -> o.key().namespace())
          .thenComparing(o -> o.key().name());

  /** The object, when it exists. */
  public Optional<StoredObject> find(ObjectKey key) {
    return Optional.ofNullable(objects.get(key));
  }

  /** Objects whose key matches, by namespace and name. */
  public List<StoredObject> list(Predicate<ObjectKey> keys) {
    var found = new ArrayList<StoredObject>();
    objects.forEach(
        (key, object) -> {
          if (keys.test(key)) {
            found.add(object);
          }
        });
    found.sort(BY_NAME);
    return List.copyOf(found);
  }

  StoreImage with(Collection<StoreEvent> events) {
    var next = objects;
    var last = revision;
    for (var event : events) {
      var key = event.object().key();
      next =
          event.type() == StoreEvent.Type.DELETED
              ? next.minus(key)
              : next.plus(key, event.object());
      last = Math.max(last, event.revision());
    }
    return new StoreImage(last, next);
  }
}

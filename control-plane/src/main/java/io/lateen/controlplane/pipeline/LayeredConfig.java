// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.pipeline;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.base.problem.Problems;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/** All objects of all layers; immutable. Knows which object of a key is in force. */
record LayeredConfig(
    PMap<ObjectKey, ConfigObject<?>> files,
    PMap<ObjectKey, ConfigObject<?>> store,
    PMap<ObjectKey, ConfigObject<?>> fetched) {

  static final LayeredConfig EMPTY =
      new LayeredConfig(HashTreePMap.empty(), HashTreePMap.empty(), HashTreePMap.empty());

  /**
   * The outcome of an update.
   *
   * @param delta what changes for the mesh
   * @param shadowed warnings for touched keys; none for those that are in one layer only
   */
  record Step(LayeredConfig next, ConfigDelta delta, Map<ObjectKey, Problems> shadowed) {}

  Step apply(SourceUpdate update) {
    var next = with(update.layer(), changed(layer(update.layer()), update.delta()));
    var upserts = new TreeMap<ObjectKey, ConfigObject<?>>();
    Set<ObjectKey> removals = new TreeSet<>();
    Map<ObjectKey, Problems> shadowed = new TreeMap<>();
    for (var key : update.delta().keys()) {
      var before = inForce(key);
      var after = next.inForce(key);
      shadowed.put(key, next.shadow(key));
      if (after.equals(before)) {
        continue;
      }
      after.ifPresentOrElse(object -> upserts.put(key, object), () -> removals.add(key));
    }
    return new Step(next, new ConfigDelta(upserts, removals), shadowed);
  }

  /** The object that counts. */
  Optional<ConfigObject<?>> inForce(ObjectKey key) {
    @Nullable ConfigObject<?> file = files.get(key);
    @Nullable ConfigObject<?> stored = file != null ? file : store.get(key);
    return Optional.ofNullable(stored != null ? stored : fetched.get(key));
  }

  private Problems shadow(ObjectKey key) {
    var file = files.get(key);
    if (file == null || !store.containsKey(key)) {
      return Problems.NONE;
    }
    var location = new Location(file.origin().source(), file.origin().line(), 0);
    return Problems.of(
        Problem.warning(
                location,
                key.display(),
                "",
                "is in the watched folder and in the store; the one in the folder is used")
            .withFix("delete one of them"));
  }

  private PMap<ObjectKey, ConfigObject<?>> layer(Layer layer) {
    return switch (layer) {
      case FILES -> files;
      case STORE -> store;
      case FETCHED -> fetched;
    };
  }

  private LayeredConfig with(Layer layer, PMap<ObjectKey, ConfigObject<?>> objects) {
    return switch (layer) {
      case FILES -> new LayeredConfig(objects, store, fetched);
      case STORE -> new LayeredConfig(files, objects, fetched);
      case FETCHED -> new LayeredConfig(files, store, objects);
    };
  }

  private static PMap<ObjectKey, ConfigObject<?>> changed(
      PMap<ObjectKey, ConfigObject<?>> objects, ConfigDelta delta) {
    return objects.plusAll(delta.upserts()).minusAll(delta.removals());
  }
}

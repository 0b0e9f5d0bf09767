// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.pipeline;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import io.lateen.base.map.DiffMap;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.base.problem.Problems;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All objects of all layers; immutable. Knows which object of a key is in force. */
record LayeredConfig(
    DiffMap<ObjectKey, ConfigObject<?>> files,
    DiffMap<ObjectKey, ConfigObject<?>> store,
    DiffMap<ObjectKey, ConfigObject<?>> fetched) {

  static final LayeredConfig EMPTY =
      new LayeredConfig(DiffMap.empty(), DiffMap.empty(), DiffMap.empty());

  /**
   * The outcome of an update.
   *
   * @param delta what changes for the mesh
   * @param shadowed warnings for touched keys that are in two layers, or were; none for those that
   *     are in one now
   */
  record Step(LayeredConfig next, ConfigDelta delta, Map<ObjectKey, Problems> shadowed) {}

  Step apply(SourceUpdate told) {
    var update = sharing(told, layer(told.layer()));
    var next = with(update.layer(), changed(layer(update.layer()), update.delta()));
    if (files.isEmpty() && store.isEmpty() && fetched.isEmpty()) {
      return new Step(next, new ConfigDelta(update.delta().upserts(), Set.of()), Map.of());
    }
    var upserts = new TreeMap<ObjectKey, ConfigObject<?>>();
    Set<ObjectKey> removals = new TreeSet<>();
    Map<ObjectKey, Problems> shadowed = new TreeMap<>();
    for (var key : update.delta().keys()) {
      var before = inForce(key);
      var after = next.inForce(key);
      var shadow = next.shadow(key);
      if (!shadow.isEmpty() || !shadow(key).isEmpty()) {
        shadowed.put(key, shadow);
      }
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

  private DiffMap<ObjectKey, ConfigObject<?>> layer(Layer layer) {
    return switch (layer) {
      case FILES -> files;
      case STORE -> store;
      case FETCHED -> fetched;
    };
  }

  private LayeredConfig with(Layer layer, DiffMap<ObjectKey, ConfigObject<?>> objects) {
    return switch (layer) {
      case FILES -> new LayeredConfig(objects, store, fetched);
      case STORE -> new LayeredConfig(files, objects, fetched);
      case FETCHED -> new LayeredConfig(files, store, objects);
    };
  }

  private static DiffMap<ObjectKey, ConfigObject<?>> changed(
      DiffMap<ObjectKey, ConfigObject<?>> objects, ConfigDelta delta) {
    var rest = objects;
    for (var key : delta.removals()) {
      rest = rest.minus(key);
    }
    return rest.plusAll(delta.upserts());
  }

  /** Objects with what they have in common with their versions before. */
  private static SourceUpdate sharing(
      SourceUpdate update, DiffMap<ObjectKey, ConfigObject<?>> objects) {
    if (update.layer() == Layer.FILES || objects.isEmpty()) {
      return update; // The source of files keeps all objects itself, and has done this already.
    }
    var upserts = new TreeMap<ObjectKey, ConfigObject<?>>();
    update
        .delta()
        .upserts()
        .forEach(
            (key, object) -> {
              @Nullable ConfigObject<?> known = objects.get(key);
              upserts.put(key, known == null ? object : object.sharing(known));
            });
    return update.with(new ConfigDelta(upserts, update.delta().removals()));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.gatewayapi;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import io.lateen.mesh.object.Warning;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What all objects of the Gateway API stand for. Laws: {@code SnapshotLaws} of the testkit. Made
 * anew when one of them or a service or namespace changes: the cost grows with the number of
 * routes, not of endpoints.
 */
public final class GatewayApiSnapshot {

  public static final GatewayApiSnapshot EMPTY =
      new GatewayApiSnapshot(
          GatewayApiObjects.EMPTY, Surroundings.EMPTY, new TreeMap<>(), List.of());

  private final GatewayApiObjects objects;
  private final Surroundings surroundings;
  private final Map<ObjectKey, ConfigObject<?>> made;
  private final List<Warning> warnings;

  private GatewayApiSnapshot(
      GatewayApiObjects objects,
      Surroundings surroundings,
      Map<ObjectKey, ConfigObject<?>> made,
      List<Warning> warnings) {
    this.objects = objects;
    this.surroundings = surroundings;
    this.made = made;
    this.warnings = List.copyOf(warnings);
  }

  /** The state after {@code delta}; this very object when nothing changes for these kinds. */
  public GatewayApiSnapshot apply(ConfigDelta delta, Surroundings now) {
    GatewayApiObjects next = objects.apply(delta);
    if (next.isEmpty()) {
      return next == objects
          ? this
          : new GatewayApiSnapshot(next, Surroundings.EMPTY, new TreeMap<>(), List.of());
    }
    if (next == objects && now.isSame(surroundings)) {
      return this;
    }
    var conversion = new Conversion(next, now);
    var result = new TreeMap<ObjectKey, ConfigObject<?>>();
    conversion.objects().forEach(object -> result.put(object.key(), object));
    return new GatewayApiSnapshot(
        next, now, result.equals(made) ? made : result, conversion.warnings());
  }

  /** The change from what this state stands for to that of {@code next}. */
  public ConfigDelta to(GatewayApiSnapshot next) {
    if (next.made == made) {
      return ConfigDelta.EMPTY;
    }
    var changed = new TreeMap<ObjectKey, ConfigObject<?>>();
    next.made.forEach(
        (key, object) -> {
          if (!object.equals(made.get(key))) {
            changed.put(key, object);
          }
        });
    var gone = new TreeSet<>(made.keySet());
    gone.removeAll(next.made.keySet());
    return new ConfigDelta(changed, gone);
  }

  /** The objects as they are written. */
  public GatewayApiObjects written() {
    return objects;
  }

  /** What does not fit together, a stable order. */
  public List<Warning> warnings() {
    return warnings;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof GatewayApiSnapshot snapshot
            && objects.equals(snapshot.objects)
            && made.equals(snapshot.made)
            && warnings.equals(snapshot.warnings));
  }

  @Override
  public int hashCode() {
    return Objects.hash(objects, made);
  }
}

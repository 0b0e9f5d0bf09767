// SPDX-License-Identifier: Apache-2.0
package io.lateen.api;

import java.util.Optional;

/**
 * One configuration object.
 *
 * @param <S> type of the specification
 * @param key its identity
 * @param meta its metadata
 * @param spec its specification
 * @param origin where it was written
 */
public record ConfigObject<S extends Spec>(ObjectKey key, ObjectMeta meta, S spec, Origin origin) {

  /** The namespace of the object; empty for kinds without one. */
  public String namespace() {
    return key.namespace();
  }

  /** The name of the object. */
  public String name() {
    return key.name();
  }

  /** The object that somebody wrote: this one, or the one that it was made from. */
  public ObjectKey author() {
    return origin.author().orElse(key);
  }

  /**
   * This object. What it has in common with an earlier version are that one's very objects, where
   * its kind does so ({@link Spec#sharing}).
   */
  @SuppressWarnings("unchecked") // a specification shares with others of its type only
  public ConfigObject<S> sharing(ConfigObject<?> earlier) {
    return new ConfigObject<>(
        key.equals(earlier.key) ? earlier.key : key,
        meta.equals(earlier.meta) ? earlier.meta : meta,
        (S) spec.sharing(earlier.spec),
        origin);
  }

  /** This object with its specification seen as {@code type}; empty when it is of another type. */
  @SuppressWarnings("unchecked")
  public <T extends Spec> Optional<ConfigObject<T>> as(Class<T> type) {
    return type.isInstance(spec) ? Optional.of((ConfigObject<T>) this) : Optional.empty();
  }
}

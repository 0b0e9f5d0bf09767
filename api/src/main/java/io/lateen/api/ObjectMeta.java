// SPDX-License-Identifier: Apache-2.0
package io.lateen.api;

import io.lateen.base.Copies;
import java.time.Instant;
import java.util.Map;

/**
 * What every object carries beside its specification.
 *
 * @param namespace namespace; empty for kinds without one
 * @param name name of the object
 * @param labels labels, sorted by key
 * @param annotations annotations, sorted by key
 * @param creation when the object was created; {@link Instant#EPOCH} when unknown
 * @param uid identity across renaming and re-creation; empty when unknown
 * @param generation counts changes of the specification; 0 when unknown
 */
public record ObjectMeta(
    String namespace,
    String name,
    Map<String, String> labels,
    Map<String, String> annotations,
    Instant creation,
    String uid,
    long generation) {

  /** Copies the collections. */
  public ObjectMeta {
    labels = Copies.sorted(labels);
    annotations = Copies.sorted(annotations);
  }

  /** Metadata of an object of which only the name is known. */
  public static ObjectMeta of(String namespace, String name) {
    return new ObjectMeta(namespace, name, Map.of(), Map.of(), Instant.EPOCH, "", 0);
  }

  /** The value of a label; empty when the object has none by that name. */
  public String label(String key) {
    return labels.getOrDefault(key, "");
  }

  /** The value of an annotation; empty when the object has none by that name. */
  public String annotation(String key) {
    return annotations.getOrDefault(key, "");
  }

  /** The same with another time of creation. */
  public ObjectMeta createdAt(Instant instant) {
    return new ObjectMeta(namespace, name, labels, annotations, instant, uid, generation);
  }
}

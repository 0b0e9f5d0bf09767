// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.object;

import io.lateen.api.ConfigObject;
import java.time.Instant;

/**
 * The order in which objects win a conflict: the oldest, then by name, then by namespace
 * (istio/istio pilot/pkg/model/config.go, configCompareByCreationTime). Creation times have a
 * resolution of one second, so ties are common.
 *
 * @param kind keeps apart objects of kinds that mean the same and may have one name
 */
public record Age(Instant creation, String name, String namespace, String kind)
    implements Comparable<Age> {

  /** The age of {@code object}. */
  public static Age of(ConfigObject<?> object) {
    var key = object.key();
    return new Age(object.meta().creation(), key.name(), key.namespace(), key.kind());
  }

  @Override
  public int compareTo(Age other) {
    int order = creation.compareTo(other.creation);
    if (order == 0) {
      order = name.compareTo(other.name);
    }
    if (order == 0) {
      order = namespace.compareTo(other.namespace);
    }
    return order == 0 ? kind.compareTo(other.kind) : order;
  }
}

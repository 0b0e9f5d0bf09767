// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcefile;

import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectMeta;
import io.lateen.api.kubernetes.Pod;
import java.util.HashMap;
import java.util.Map;

/**
 * What pods of one file have in common, each once: replicas have the same labels and run the same
 * containers. Used for one reading and then dropped.
 */
final class Replicas {

  private final Map<Object, Object> known = new HashMap<>();

  /** An equal object, of which what another pod has too is that pod's. */
  ConfigObject<?> sharing(ConfigObject<?> object) {
    if (!(object.spec() instanceof Pod pod)) {
      return object;
    }
    var meta = object.meta();
    return new ConfigObject<>(
        object.key(),
        new ObjectMeta(
            meta.namespace(),
            meta.name(),
            once(meta.labels()),
            once(meta.annotations()),
            meta.creation(),
            meta.uid(),
            meta.generation()),
        new Pod(once(pod.spec()), pod.phase(), pod.podIps(), pod.ready(), pod.terminating()),
        object.origin());
  }

  @SuppressWarnings("unchecked") // what is equal to a value of a record or map is one
  private <T> T once(T value) {
    return (T) known.computeIfAbsent(value, same -> same);
  }
}

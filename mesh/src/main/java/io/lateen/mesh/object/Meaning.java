// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.object;

import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectMeta;
import io.lateen.api.Spec;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Decides whether a version of an object says anything that another one did not. Tools write
 * annotations of their own with every deployment, and proxies need not hear of them: of Istio's
 * objects only annotations of Istio's domains count. Those of workloads all count, for the agents
 * and the telemetry may use them.
 */
final class Meaning {

  private static final String ISTIO = "istio.io";

  private static final Set<String> WORKLOADS = Set.of("WorkloadEntry", "WorkloadGroup");

  private Meaning() {}

  /** Whether the mesh would be the same with the one or the other. */
  static <S extends Spec> boolean isSame(ConfigObject<S> before, ConfigObject<S> after) {
    return before.equals(after)
        || (isOfIstio(before)
            && before.key().equals(after.key())
            && before.origin().equals(after.origin())
            && counting(before.meta()).equals(counting(after.meta()))
            && before.spec().equals(after.spec()));
  }

  private static boolean isOfIstio(ConfigObject<?> object) {
    return object.key().group().endsWith(ISTIO) && !WORKLOADS.contains(object.key().kind());
  }

  /** The metadata without what nobody reads. */
  private static ObjectMeta counting(ObjectMeta meta) {
    Map<String, String> annotations = new TreeMap<>(meta.annotations());
    annotations.keySet().removeIf(name -> !domain(name).endsWith(ISTIO));
    return new ObjectMeta(
        meta.namespace(),
        meta.name(),
        meta.labels(),
        annotations,
        meta.creation(),
        meta.uid(),
        meta.generation());
  }

  private static String domain(String annotation) {
    int slash = annotation.indexOf('/');
    return slash < 0 ? "" : annotation.substring(0, slash);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.sidecar;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.api.networking.Sidecar;
import io.lateen.mesh.object.KindSnapshot;
import io.lateen.mesh.object.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * All Sidecars. Laws: {@code SnapshotLaws} of the testkit.
 *
 * @param written the objects as they are
 */
public record SidecarsSnapshot(KindSnapshot<Sidecar> written) {

  public static final SidecarsSnapshot EMPTY =
      new SidecarsSnapshot(KindSnapshot.empty(Sidecar.class));

  /** The state after {@code delta}; Sidecars that it does not touch stay the same objects. */
  public SidecarsSnapshot apply(ConfigDelta delta) {
    var now = written.apply(delta);
    return now == written ? this : new SidecarsSnapshot(now);
  }

  /**
   * The Sidecar of a workload: the oldest of its namespace whose selector picks it, else the oldest
   * of its namespace without selector, else that of the root namespace without selector.
   */
  public Optional<ConfigObject<Sidecar>> of(
      String namespace, Map<String, String> labels, String rootNamespace) {
    return written.in(namespace).stream()
        .filter(
            sidecar ->
                sidecar.spec().workloadSelector().filter(by -> by.selects(labels)).isPresent())
        .findFirst()
        .or(() -> general(namespace))
        .or(() -> general(rootNamespace));
  }

  /** A warning for each Sidecar that another one of its namespace hides. */
  public List<Warning> warnings() {
    var warnings = new ArrayList<Warning>();
    for (String namespace : new TreeSet<>(written.byNamespace().keySet())) {
      List<ConfigObject<Sidecar>> all =
          written.in(namespace).stream()
              .filter(sidecar -> sidecar.spec().workloadSelector().isEmpty())
              .toList();
      for (ConfigObject<Sidecar> hidden : all.subList(Math.min(1, all.size()), all.size())) {
        warnings.add(hidden(hidden, all.getFirst()));
      }
    }
    return warnings;
  }

  private static Warning hidden(ConfigObject<Sidecar> hidden, ConfigObject<Sidecar> by) {
    return Warning.of(
        hidden,
        "workloadSelector",
        by.key().display() + " already applies to the whole namespace and wins",
        "give one of the two a workloadSelector");
  }

  private Optional<ConfigObject<Sidecar>> general(String namespace) {
    return written.in(namespace).stream()
        .filter(sidecar -> sidecar.spec().workloadSelector().isEmpty())
        .findFirst();
  }
}

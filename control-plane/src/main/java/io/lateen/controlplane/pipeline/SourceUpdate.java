// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.pipeline;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ObjectKey;
import io.lateen.base.problem.Problems;
import java.util.Map;
import java.util.TreeMap;

/**
 * A change that a source tells.
 *
 * @param problems of each object that the change touched; none for an object that is fine now
 * @param revision of the store after the change; 0 for sources without revisions
 */
public record SourceUpdate(
    Layer layer, ConfigDelta delta, Map<ObjectKey, Problems> problems, long revision) {

  public SourceUpdate {
    problems = Map.copyOf(problems);
  }

  /** This update and then {@code next} of the same layer, as one. */
  SourceUpdate then(SourceUpdate next) {
    var all = new TreeMap<>(problems);
    all.putAll(next.problems);
    return new SourceUpdate(layer, delta.then(next.delta), all, Math.max(revision, next.revision));
  }

  /** The same with another change of the objects. */
  SourceUpdate with(ConfigDelta other) {
    return new SourceUpdate(layer, other, problems, revision);
  }
}

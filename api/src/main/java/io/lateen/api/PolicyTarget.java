// SPDX-License-Identifier: Apache-2.0
package io.lateen.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a policy applies to: workloads by their labels, or objects by reference; at most one of the
 * two is set.
 *
 * @param selector workloads; absent for the whole namespace, or the mesh in the root namespace
 * @param targetRefs objects that the policy is attached to instead; the deprecated field {@code
 *     targetRef} counts as a list of one
 */
public record PolicyTarget(Optional<WorkloadSelector> selector, List<TargetRef> targetRefs) {

  /** The whole namespace, or the mesh in the root namespace. */
  public static final PolicyTarget ALL = new PolicyTarget(Optional.empty(), List.of());

  /** Copies the list. */
  public PolicyTarget {
    targetRefs = List.copyOf(targetRefs);
  }

  /** Whether the policy holds for every workload of its namespace. */
  public boolean isGeneral() {
    return targetRefs.isEmpty() && selector.filter(by -> !by.labels().isEmpty()).isEmpty();
  }

  /**
   * Whether a workload with these labels is picked by selector; a policy that is attached by
   * reference picks nobody this way.
   */
  public boolean selects(Map<String, String> workloadLabels) {
    return targetRefs.isEmpty() && selector.map(by -> by.selects(workloadLabels)).orElse(true);
  }

  /** Whether the policy is attached to an object. */
  public boolean refersTo(String group, String kind, String name) {
    return targetRefs.contains(new TargetRef(group, kind, name));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

import io.lateen.api.Spec;
import io.lateen.api.WorkloadSelector;
import java.util.List;
import java.util.Optional;

/**
 * What applies to traffic after routing to a host (api:
 * networking/v1alpha3/destination_rule.proto).
 *
 * @param host host as written; a short name means the namespace of the object
 * @param trafficPolicy policy for the host; its subsets may override it field by field
 * @param subsets named parts of the endpoints
 * @param exportTo where the object is visible: {@code .} own namespace, {@code *} everywhere,
 *     {@code ~} nowhere, or namespace names; empty stands for the default of the mesh
 * @param workloadSelector callers to which the rule applies; absent for all
 */
public record DestinationRule(
    String host,
    Optional<TrafficPolicy> trafficPolicy,
    List<Subset> subsets,
    List<String> exportTo,
    Optional<WorkloadSelector> workloadSelector)
    implements Spec {

  /** Copies the collections. */
  public DestinationRule {
    subsets = List.copyOf(subsets);
    exportTo = List.copyOf(exportTo);
  }

  /** The subset by name. */
  public Optional<Subset> subset(String name) {
    return subsets.stream().filter(subset -> subset.name().equals(name)).findFirst();
  }
}

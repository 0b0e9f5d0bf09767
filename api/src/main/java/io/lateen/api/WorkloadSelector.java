// SPDX-License-Identifier: Apache-2.0
package io.lateen.api;

import io.lateen.base.Copies;
import java.util.Map;

/**
 * Picks workloads by their labels.
 *
 * @param labels labels that a workload must carry, all of them; empty picks every workload
 */
public record WorkloadSelector(Map<String, String> labels) {

  /** Copies the collections. */
  public WorkloadSelector {
    labels = Copies.sorted(labels);
  }

  /** Whether a workload with these labels is picked. */
  public boolean selects(Map<String, String> workloadLabels) {
    return workloadLabels.entrySet().containsAll(labels.entrySet());
  }
}

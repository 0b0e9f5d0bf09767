// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.endpoint;

import io.lateen.mesh.workload.Workload;
import java.util.Set;

/**
 * Which workloads are listed by services whose listings differ between two states.
 *
 * @param references what those services name in one of the states: pods as {@code namespace/name},
 *     addresses
 */
public record ListingChange(Set<String> references) {

  /** Nothing differs. */
  public static final ListingChange NONE = new ListingChange(Set.of());

  public ListingChange {
    references = Set.copyOf(references);
  }

  /**
   * Whether the services that list a workload may be others, or list others beside it. Never false
   * by mistake.
   */
  public boolean concerns(Workload workload) {
    if (references.isEmpty()) {
      return false;
    }
    return references.contains(workload.key().toString())
        || workload.addresses().stream().anyMatch(references::contains);
  }
}

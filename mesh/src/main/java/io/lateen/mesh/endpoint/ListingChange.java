// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.endpoint;

import io.lateen.mesh.workload.Workload;
import java.util.Set;

/**
 * Which workloads services list otherwise than at another state.
 *
 * @param references what a service names in one of two states only, or with other ports: pods as
 *     {@code namespace/name}, addresses
 */
public record ListingChange(Set<String> references) {

  /** Nothing differs. */
  public static final ListingChange NONE = new ListingChange(Set.of());

  public ListingChange {
    references = Set.copyOf(references);
  }

  /**
   * Whether the services that list a workload, or the ports at which they do, may be others. Never
   * false by mistake.
   */
  public boolean concerns(Workload workload) {
    if (references.isEmpty()) {
      return false;
    }
    return references.contains(workload.key().toString())
        || workload.addresses().stream().anyMatch(references::contains);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.endpoint;

import io.lateen.mesh.workload.Workload;
import io.lateen.mesh.workload.WorkloadKey;
import java.util.Set;

/**
 * Which workloads services list otherwise than at another state.
 *
 * @param pods those that a service names in one of two states only
 * @param addresses those that a service names in one of two states only, or with other ports
 */
public record ListingChange(Set<WorkloadKey> pods, Set<String> addresses) {

  /** Nothing differs. */
  public static final ListingChange NONE = new ListingChange(Set.of(), Set.of());

  public ListingChange {
    pods = Set.copyOf(pods);
    addresses = Set.copyOf(addresses);
  }

  /**
   * Whether the services that list a workload, or the ports at which they do, may be others. Never
   * false by mistake.
   */
  public boolean concerns(Workload workload) {
    if (pods.contains(workload.key())) {
      return true;
    }
    // A loop: every proxy is asked at every change of endpoints.
    for (var address : workload.addresses()) {
      if (addresses.contains(address)) {
        return true;
      }
    }
    return false;
  }
}

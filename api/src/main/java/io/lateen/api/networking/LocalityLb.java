// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

import io.lateen.base.Copies;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Preference of endpoints by place.
 *
 * @param distribute shares by place of the caller; excludes the other two
 * @param failover where traffic of a region goes when the region fails
 * @param failoverPriority labels, or {@code label=value}, that order endpoints by closeness
 * @param enabled whether places count; absent stands for the setting of the mesh
 */
public record LocalityLb(
    List<Distribute> distribute,
    List<Failover> failover,
    List<String> failoverPriority,
    Optional<Boolean> enabled) {

  /** Copies the collections. */
  public LocalityLb {
    distribute = List.copyOf(distribute);
    failover = List.copyOf(failover);
    failoverPriority = List.copyOf(failoverPriority);
  }

  /**
   * Shares by place of the caller.
   *
   * @param from place of the caller, {@code region/zone/subzone}, {@code *} for any part
   * @param to percentage by place of the endpoint; the sum is 100
   */
  public record Distribute(String from, Map<String, Integer> to) {

    /** Copies the map. */
    public Distribute {
      to = Copies.sorted(to);
    }
  }

  /**
   * Where traffic of a region goes when the region fails.
   *
   * @param from failing region
   * @param to region that takes over
   */
  public record Failover(String from, String to) {}
}

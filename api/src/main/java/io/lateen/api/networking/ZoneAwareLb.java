// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

import io.lateen.api.networking.LocalityLb.Failover;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Preference of endpoints of the own zone, with shares that spare small zones (api:
 * networking/v1alpha3/destination_rule.proto, ZoneAwareLoadBalancerSetting).
 *
 * @param enabled whether it counts; absent for yes
 * @param failover where traffic of a region goes when the region fails
 * @param failoverPriority labels, or {@code label=value}, that order endpoints by closeness
 * @param minClusterSize endpoints below which zones do not count; absent for 6
 */
public record ZoneAwareLb(
    Optional<Boolean> enabled,
    List<Failover> failover,
    List<String> failoverPriority,
    OptionalInt minClusterSize) {

  /** Copies the lists. */
  public ZoneAwareLb {
    failover = List.copyOf(failover);
    failoverPriority = List.copyOf(failoverPriority);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

import io.lateen.base.Copies;
import java.util.Map;
import java.util.Optional;

/**
 * A named part of the endpoints of a host.
 *
 * @param name name, unique in the rule
 * @param labels labels an endpoint must carry
 * @param trafficPolicy what differs from the policy of the host
 * @param line 1-based line in the origin on which the subset begins; 0 when unknown
 */
public record Subset(
    String name, Map<String, String> labels, Optional<TrafficPolicy> trafficPolicy, int line) {

  /** Copies the collections. */
  public Subset {
    labels = Copies.sorted(labels);
  }
}

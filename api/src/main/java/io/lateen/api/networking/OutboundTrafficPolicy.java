// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

import java.util.Optional;

/**
 * What happens to traffic to unknown hosts.
 *
 * @param mode the policy
 * @param egressProxy where unknown traffic goes instead of its own destination
 */
public record OutboundTrafficPolicy(Mode mode, Optional<Destination> egressProxy) {

  /** What happens to traffic to unknown hosts. */
  public enum Mode {
    /** It is refused. */
    REGISTRY_ONLY,
    /** It passes. */
    ALLOW_ANY,
    /** It passes, and hosts are resolved by the proxy. */
    ALLOW_ANY_DYNAMIC_DNS
  }
}

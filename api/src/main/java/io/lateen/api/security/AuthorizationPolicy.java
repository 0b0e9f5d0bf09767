// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.security;

import io.lateen.api.PolicyTarget;
import io.lateen.api.Targeted;
import java.util.List;

/**
 * Who may do what (api: security/v1beta1/authorization_policy.proto). The annotation {@code
 * istio.io/dry-run} of the object makes its verdict a mere record.
 *
 * @param target workloads or objects
 * @param action what happens to a request that a rule matches
 * @param provider extension provider that decides, for {@link Action#CUSTOM}; else empty
 * @param rules rules; without any, nothing matches, so that {@code ALLOW} refuses everything
 */
public record AuthorizationPolicy(
    PolicyTarget target, Action action, String provider, List<AuthorizationRule> rules)
    implements Targeted {

  /** Copies the list. */
  public AuthorizationPolicy {
    rules = List.copyOf(rules);
  }

  /** What happens to a request that a rule matches. */
  public enum Action {
    /** It passes; while such policies apply, a request that none of them matches is refused. */
    ALLOW,
    /** It is refused, whatever other policies say. */
    DENY,
    /** It is noted for auditing. */
    AUDIT,
    /** An extension provider decides. */
    CUSTOM
  }
}

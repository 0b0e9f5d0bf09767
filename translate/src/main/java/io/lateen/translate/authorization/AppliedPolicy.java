// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.authorization;

import io.lateen.api.ConfigObject;
import io.lateen.api.security.AuthorizationPolicy;
import io.lateen.api.security.AuthorizationRule;
import java.util.List;
import java.util.Set;

/**
 * What counts of a policy for a workload that it applies to.
 *
 * @param provider who decides, for {@code CUSTOM}; else empty
 * @param dryRun whether its verdict is only noted
 */
public record AppliedPolicy(
    String namespace,
    String name,
    AuthorizationPolicy.Action action,
    String provider,
    boolean dryRun,
    List<AuthorizationRule> rules) {

  /** Istio: api annotation {@code istio.io/dry-run}. */
  private static final String DRY_RUN = "istio.io/dry-run";

  /** What Go's strconv.ParseBool takes for true. */
  private static final Set<String> TRUE = Set.of("1", "t", "T", "true", "TRUE", "True");

  public AppliedPolicy {
    rules = List.copyOf(rules);
  }

  static AppliedPolicy of(ConfigObject<AuthorizationPolicy> object) {
    var spec = object.spec();
    return new AppliedPolicy(
        object.namespace(),
        object.name(),
        spec.action(),
        spec.provider(),
        TRUE.contains(object.meta().annotations().getOrDefault(DRY_RUN, "false")),
        spec.rules());
  }

  /** The name under which Envoy knows a rule, as in Istio. */
  String ruleName(int index) {
    var own = "ns[" + namespace + "]-policy[" + name + "]-rule[" + index + "]";
    return action == AuthorizationPolicy.Action.CUSTOM
        ? ExternalAuthorization.RULE_PREFIX + "-" + provider + "-" + own
        : own;
  }
}

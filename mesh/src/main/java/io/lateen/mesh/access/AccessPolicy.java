// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.access;

import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import io.lateen.api.security.AuthorizationPolicy;
import io.lateen.api.security.AuthorizationRule;
import java.util.List;
import java.util.Set;

/**
 * An AuthorizationPolicy that applies to the workload.
 *
 * @param source where it was written, {@code FILE:LINE}; empty when unknown
 * @param provider who decides, for {@code CUSTOM}; else empty
 * @param dryRun whether its verdict is only noted
 */
public record AccessPolicy(
    ObjectKey key,
    String source,
    AuthorizationPolicy.Action action,
    String provider,
    boolean dryRun,
    List<AuthorizationRule> rules) {

  private static final String DRY_RUN = "istio.io/dry-run";

  /** What Go's strconv.ParseBool takes for true. */
  private static final Set<String> TRUE = Set.of("1", "t", "T", "true", "TRUE", "True");

  public AccessPolicy {
    rules = List.copyOf(rules);
  }

  /** The policy as it is written. */
  public static AccessPolicy of(ConfigObject<AuthorizationPolicy> object) {
    var spec = object.spec();
    return new AccessPolicy(
        object.key(),
        object.origin().source().isEmpty() ? "" : object.origin().toString(),
        spec.action(),
        spec.provider(),
        TRUE.contains(object.meta().annotations().getOrDefault(DRY_RUN, "false")),
        spec.rules());
  }
}

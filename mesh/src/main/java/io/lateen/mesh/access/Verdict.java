// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.access;

import io.lateen.api.security.AuthorizationPolicy.Action;
import io.lateen.mesh.access.AccessDecision.Considered;
import io.lateen.mesh.access.AccessDecision.Outcome;
import java.util.List;
import java.util.Optional;

/** An outcome with its reason and the policy behind it. */
record Verdict(Outcome outcome, String why, Optional<AccessPolicy> by) {

  /**
   * What DENY and ALLOW say together: a refusal that matches counts; without ALLOW policies all
   * else passes; with them only what one of them matches (api:
   * security/v1beta1/authorization_policy.proto).
   */
  static Verdict of(List<Considered> considered) {
    var denies = first(considered, Action.DENY);
    if (denies.isPresent()) {
      return new Verdict(Outcome.DENIED, denies.get().why(), denies.map(Considered::policy));
    }
    if (considered.stream().noneMatch(one -> one.policy().action() == Action.ALLOW)) {
      return new Verdict(Outcome.ALLOWED, "no ALLOW policy applies", Optional.empty());
    }
    return first(considered, Action.ALLOW)
        .map(one -> new Verdict(Outcome.ALLOWED, one.why(), Optional.of(one.policy())))
        .orElseGet(
            () ->
                new Verdict(
                    Outcome.DENIED, "ALLOW policies apply, and none matches", Optional.empty()));
  }

  private static Optional<Considered> first(List<Considered> considered, Action action) {
    return considered.stream()
        .filter(one -> one.policy().action() == action && one.matches())
        .findFirst();
  }
}

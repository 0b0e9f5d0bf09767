// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.access;

import io.lateen.api.security.AuthorizationPolicy.Action;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What becomes of a request, and why.
 *
 * @param outcome when the provider, if one is asked, agrees
 * @param why in words, for people
 * @param decidedBy the policy whose rule decided; empty when none did
 * @param asks the provider that is asked before all else; empty for none
 * @param outcomeOfTrial what would become of it if policies that are only tried (dry-run) counted
 * @param considered every policy of the workload, in the order in which they count
 */
public record AccessDecision(
    Outcome outcome,
    String why,
    Optional<AccessPolicy> decidedBy,
    Optional<String> asks,
    Outcome outcomeOfTrial,
    List<Considered> considered) {

  public AccessDecision {
    considered = List.copyOf(considered);
  }

  /** What becomes of a request. */
  public enum Outcome {
    /** It passes. */
    ALLOWED,
    /** Refused by AuthorizationPolicies, or a token for others: 403, or the connection ends. */
    DENIED,
    /** Refused for its token: 401. */
    UNAUTHENTICATED,
    /** Not even taken, because it comes in clear text or encrypted: PeerAuthentication. */
    DISCONNECTED
  }

  /**
   * A policy, and whether it speaks of the request.
   *
   * @param rule the first rule that matches, from 0 on; empty when none does
   * @param why what matched, or what each rule misses
   */
  public record Considered(AccessPolicy policy, OptionalInt rule, String why) {

    /** Whether one of its rules matches. */
    public boolean matches() {
      return rule.isPresent();
    }
  }

  /** Whether an AUDIT policy wants it noted. */
  public boolean audited() {
    return considered.stream()
        .anyMatch(one -> one.policy().action() == Action.AUDIT && one.matches());
  }
}

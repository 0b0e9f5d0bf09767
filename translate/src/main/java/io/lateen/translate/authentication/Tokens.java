// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.authentication;

import io.lateen.api.ConfigObject;
import io.lateen.api.security.JwtRule;
import io.lateen.api.security.RequestAuthentication;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Which tokens a workload verifies.
 *
 * @param rules in the order of their issuers
 */
public record Tokens(List<JwtRule> rules) {

  /** None: tokens pass unseen. */
  public static final Tokens NONE = new Tokens(List.of());

  public Tokens {
    rules = List.copyOf(rules);
  }

  /**
   * Those of all policies that apply.
   *
   * @param withKeys adds the keys that were got for a rule
   */
  public static Tokens of(
      List<ConfigObject<RequestAuthentication>> policies, UnaryOperator<JwtRule> withKeys) {
    return new Tokens(
        policies.stream()
            .flatMap(policy -> policy.spec().rules().stream())
            .map(withKeys)
            .sorted(Comparator.comparing(JwtRule::issuer))
            .toList());
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.authorization;

import io.lateen.base.Copies;
import java.util.List;
import java.util.Map;

/**
 * Who may call a workload; everything that its filters depend on.
 *
 * @param policies those that apply, in Istio's order
 * @param authorizers the providers that policies name and that can be asked; one that is missing
 *     makes its policies refuse
 */
public record Authorization(
    List<AppliedPolicy> policies,
    TrustDomains trustDomains,
    Map<String, ExternalAuthorizer> authorizers) {

  /** No policy: everything may pass. */
  public static final Authorization NONE =
      new Authorization(List.of(), new TrustDomains(List.of()), Map.of());

  public Authorization {
    policies = List.copyOf(policies);
    authorizers = Copies.sorted(authorizers);
  }
}

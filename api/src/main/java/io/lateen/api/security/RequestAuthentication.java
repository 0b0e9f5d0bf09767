// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.security;

import io.lateen.api.PolicyTarget;
import io.lateen.api.Targeted;
import java.util.List;

/**
 * Which tokens of end users workloads verify (api: security/v1beta1/request_authentication.proto).
 *
 * @param target workloads or objects
 * @param rules issuers
 */
public record RequestAuthentication(PolicyTarget target, List<JwtRule> rules) implements Targeted {

  /** Copies the list. */
  public RequestAuthentication {
    rules = List.copyOf(rules);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.gatewayapi;

import io.lateen.api.Spec;
import java.util.List;

/**
 * A TCPRoute or TLSRoute; the key of its object tells which (gateway-api:
 * apis/v1/tcproute_types.go, tlsroute_types.go).
 *
 * @param parents what it is attached to
 * @param hostnames server names of TLS, wildcards allowed; empty for all, and for TCP
 * @param rules rules in the author's order
 */
public record ConnectionRoute(List<ParentRef> parents, List<String> hostnames, List<Rule> rules)
    implements Spec, AttachedRoute {

  /**
   * One rule.
   *
   * @param name written name; may be empty
   * @param backends weighted targets
   * @param line 1-based line on which the rule begins; 0 when unknown
   */
  public record Rule(String name, List<BackendRef> backends, int line) {

    /** Copies the collection. */
    public Rule {
      backends = List.copyOf(backends);
    }
  }

  /** Copies the collections. */
  public ConnectionRoute {
    parents = List.copyOf(parents);
    hostnames = List.copyOf(hostnames);
    rules = List.copyOf(rules);
  }
}

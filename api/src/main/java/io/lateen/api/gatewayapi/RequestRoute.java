// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.gatewayapi;

import io.lateen.api.Spec;
import java.util.List;

/**
 * An HTTPRoute or GRPCRoute; the key of its object tells which (gateway-api:
 * apis/v1/httproute_types.go, grpcroute_types.go).
 *
 * @param parents what it is attached to
 * @param hostnames hosts of the requests, wildcards allowed; empty for all
 * @param rules rules in the author's order
 */
public record RequestRoute(List<ParentRef> parents, List<String> hostnames, List<RequestRule> rules)
    implements Spec, AttachedRoute {

  /** Copies the collections. */
  public RequestRoute {
    parents = List.copyOf(parents);
    hostnames = List.copyOf(hostnames);
    rules = List.copyOf(rules);
  }
}

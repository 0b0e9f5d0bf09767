// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.gatewayapi;

import io.lateen.api.networking.HeaderRules;
import java.util.OptionalInt;

/**
 * A weighted target (gateway-api: apis/v1/shared_types.go BackendRef).
 *
 * @param group API group; empty for the Kubernetes core
 * @param kind as in {@code Service}
 * @param namespace as written; empty for that of the route
 * @param name name of the object, or a host for the kind Hostname of networking.istio.io
 * @param port port of the service; absent only for kinds that bring their own
 * @param weight share relative to the sum of the rule's weights, 0 to 1,000,000
 * @param headers changes to headers on this way only
 * @param line 1-based line on which the reference begins; 0 when unknown
 */
public record BackendRef(
    String group,
    String kind,
    String namespace,
    String name,
    OptionalInt port,
    int weight,
    HeaderRules headers,
    int line) {}

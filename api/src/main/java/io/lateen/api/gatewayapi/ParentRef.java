// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.gatewayapi;

import io.lateen.api.Kinds;
import java.util.OptionalInt;

/**
 * What a route is attached to (gateway-api: apis/v1/shared_types.go ParentReference).
 *
 * @param group API group; empty for the Kubernetes core
 * @param kind {@code Gateway}, {@code ListenerSet}, {@code Service}, {@code ServiceEntry}
 * @param namespace never empty
 * @param name name of the object
 * @param section the only listener; empty for all
 * @param port the only port; absent for all
 * @param line 1-based line on which the reference begins; 0 when unknown
 */
public record ParentRef(
    String group,
    String kind,
    String namespace,
    String name,
    String section,
    OptionalInt port,
    int line) {

  /** Whether callers inside the mesh are meant, not a gateway. */
  public boolean isMesh() {
    return isService() || isServiceEntry();
  }

  /** Whether it is a Kubernetes Service. */
  public boolean isService() {
    return group.isEmpty() && kind.equals("Service");
  }

  /** Whether it is a ServiceEntry. */
  public boolean isServiceEntry() {
    return group.equals(Kinds.NETWORKING) && kind.equals("ServiceEntry");
  }

  /** Whether it is a Gateway, or a set of listeners that belongs to one. */
  public boolean isGateway() {
    return group.equals(Kinds.GATEWAY_API)
        && (kind.equals("Gateway") || kind.equals("ListenerSet"));
  }
}

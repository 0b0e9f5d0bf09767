// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.gatewayapi;

import io.lateen.api.gatewayapi.ParentRef;
import io.lateen.api.networking.VirtualService;
import io.lateen.mesh.host.Hosts;
import java.util.List;

/**
 * A parent that takes a route.
 *
 * @param gateway name for rules: {@code mesh}, or {@code NAMESPACE/NAME} of a made Gateway
 * @param ref the reference that led here
 * @param hosts of the parent when it is a service; empty for a listener
 * @param listenerHost host of the listener as written; empty for any, and for services
 * @param otherHosts hosts of the other listeners of the port and protocol; an empty one is any
 */
record Attachment(
    String gateway,
    ParentRef ref,
    List<String> hosts,
    String listenerHost,
    List<String> otherHosts) {

  Attachment {
    hosts = List.copyOf(hosts);
    otherHosts = List.copyOf(otherHosts);
  }

  boolean isMesh() {
    return gateway.equals(VirtualService.MESH_GATEWAY);
  }

  /**
   * Whether a host of the route is for this listener: of several listeners only the one with the
   * closest host gets it (Istio: hostnameAllowedByIsolation).
   */
  boolean takes(String host) {
    if (!listenerHost.isEmpty() && !Hosts.isWildcard(listenerHost)) {
      return true;
    }
    if (!listenerHost.isEmpty() && !Hosts.overlap(host, listenerHost)) {
      return false;
    }
    return otherHosts.stream()
        .filter(other -> !other.equals(listenerHost))
        .filter(other -> listenerHost.length() <= other.length())
        .noneMatch(other -> Hosts.covers(other, host));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.adorn;

import io.envoyproxy.envoy.config.core.v3.TrafficDirection;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.lateen.mesh.workload.ProxyRole;

/** Which traffic a listener takes (Istio: networking.ListenerClass). */
public enum Side {
  /** What the workload is sent. */
  INBOUND,
  /** What the workload sends. */
  OUTBOUND,
  /** What comes to a gateway; it counts as the client of what lies behind. */
  GATEWAY;

  static Side of(Listener listener, ProxyRole role) {
    if (role == ProxyRole.ROUTER) {
      return GATEWAY;
    }
    return listener.getTrafficDirection() == TrafficDirection.INBOUND ? INBOUND : OUTBOUND;
  }

  /** Whether the workload is the one that is called. */
  public boolean isServer() {
    return this == INBOUND;
  }
}

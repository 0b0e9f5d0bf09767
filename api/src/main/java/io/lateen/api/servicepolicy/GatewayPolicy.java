// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.servicepolicy;

import io.lateen.api.Spec;
import io.lateen.base.Copies;
import java.util.Map;
import java.util.Optional;

/**
 * What holds at gateways, written by those who run them.
 *
 * @param selector labels of the gateway workloads of the namespace, and in the root namespace of
 *     all; empty for all
 * @param misdirectedRequests what is done with requests on a connection for another server
 */
public record GatewayPolicy(
    Map<String, String> selector, Optional<Setting<MisdirectedRequests>> misdirectedRequests)
    implements Spec {

  /** Copies the map. */
  public GatewayPolicy {
    selector = Copies.sorted(selector);
  }

  /** Whether it picks a workload with these labels. */
  public boolean selects(Map<String, String> labels) {
    return labels.entrySet().containsAll(selector.entrySet());
  }

  /**
   * What a gateway does with a request whose host belongs to another TLS server of its port than
   * the server name of the connection (RFC 9110 §15.5.20).
   */
  public enum MisdirectedRequests {
    /** By the routes of the connection's server, which mostly have none: 404. As Istio does. */
    ROUTE,
    /** It is answered with 421, upon which clients open a connection of their own. */
    REJECT
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

import io.lateen.api.Spec;
import io.lateen.base.Copies;
import java.util.List;
import java.util.Map;

/**
 * Ports that proxies at the edge open (api: networking/v1alpha3/gateway.proto).
 *
 * @param selector labels of the proxies; empty for none
 * @param servers what they open
 */
public record Gateway(Map<String, String> selector, List<GatewayServer> servers) implements Spec {

  /** Copies the collections. */
  public Gateway {
    selector = Copies.sorted(selector);
    servers = List.copyOf(servers);
  }
}

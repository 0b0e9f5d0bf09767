// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.routing;

import io.lateen.api.networking.VirtualService;
import java.util.List;

/** How VirtualServices name gateways. */
public final class GatewayNames {

  private GatewayNames() {}

  /**
   * The form {@code namespace/name} of a gateway that an object of {@code namespace} names: {@code
   * mesh}, {@code name}, {@code ./name}, {@code namespace/name} or the old {@code
   * name.namespace.svc.…} (istio/istio pilot/pkg/model/config.go, resolveGatewayName).
   */
  public static String qualify(String gateway, String namespace) {
    if (gateway.equals(VirtualService.MESH_GATEWAY)) {
      return gateway;
    }
    if (gateway.startsWith("./")) {
      return namespace + gateway.substring(1);
    }
    if (gateway.indexOf('/') >= 0) {
      return gateway;
    }
    List<String> parts = List.of(gateway.split("\\.", 3));
    return parts.size() == 1 ? namespace + "/" + gateway : parts.get(1) + "/" + parts.get(0);
  }

  static List<String> qualify(List<String> gateways, String namespace) {
    return gateways.stream().map(gateway -> qualify(gateway, namespace)).toList();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.gatewayapi;

import io.lateen.api.ConfigObject;
import io.lateen.api.gatewayapi.GatewayClass;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Who serves a class of Gateways (Istio: gatewaycommon/classinfo.go). */
final class GatewayClasses {

  /** The controller whose Gateways are gateways of the mesh (ManagedGatewayController). */
  static final String SERVED = "istio.io/gateway-controller";

  /** Gateways of other clusters, of which only the address counts (UnmanagedGatewayController). */
  static final String REMOTE = "istio.io/unmanaged-gateway";

  /** Classes that need no object. */
  private static final Map<String, String> BUILT_IN =
      Map.of(
          "istio",
          SERVED,
          "istio-remote",
          REMOTE,
          "istio-waypoint",
          "istio.io/mesh-controller",
          "istio-east-west",
          "istio.io/eastwest-controller");

  private final Map<String, String> controllers = new HashMap<>(BUILT_IN);

  GatewayClasses(Collection<ConfigObject<GatewayClass>> written) {
    written.forEach(one -> controllers.put(one.name(), one.spec().controller()));
  }

  /** The controller of that class; empty when nobody says so. */
  Optional<String> controller(String className) {
    return Optional.ofNullable(controllers.get(className));
  }
}

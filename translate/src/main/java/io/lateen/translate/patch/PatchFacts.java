// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.patch;

import io.lateen.api.meshconfig.SecurityFilters;
import io.lateen.base.Copies;
import io.lateen.mesh.workload.ProxyRole;
import java.util.Map;

/**
 * What patches may depend on of the proxy and the mesh.
 *
 * @param version the proxy's version, as patches ask for it
 * @param metadata the proxy's metadata, as patches ask for it
 * @param ports of a gateway; {@link GatewayPorts#NONE} for a sidecar
 * @param rootNamespace namespace of the mesh's administrators
 */
public record PatchFacts(
    ProxyRole role,
    String version,
    Map<String, String> metadata,
    GatewayPorts ports,
    String rootNamespace,
    SecurityFilters securityFilters) {

  public PatchFacts {
    metadata = Copies.sorted(metadata);
  }
}

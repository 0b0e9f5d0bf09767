// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.name;

import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.service.Registry;

/**
 * Names of clusters in Envoy's statistics after a pattern of the mesh's settings
 * (pilot/pkg/networking/telemetry/telemetry.go BuildStatPrefix).
 */
public final class StatNames {

  private StatNames() {}

  /**
   * The pattern with what it stands for; empty for an empty pattern, which asks for Envoy's names.
   *
   * @param subset empty for the whole service
   * @param targetPort port of the workload; 0 on the side of the caller
   */
  public static String of(
      String pattern,
      MeshService service,
      String subset,
      int port,
      String portName,
      int targetPort) {
    boolean kubernetes = service.registry() == Registry.KUBERNETES;
    return pattern
        .replace(
            "%SERVICE%",
            kubernetes ? service.name() + "." + service.namespace() : service.hostname())
        .replace("%SERVICE_NAME%", kubernetes ? service.name() : service.hostname())
        .replace("%SERVICE_FQDN%", service.hostname())
        .replace("%SUBSET_NAME%", subset)
        .replace("%TARGET_PORT%", Integer.toString(targetPort))
        .replace("%SERVICE_PORT%", Integer.toString(port))
        .replace("%SERVICE_PORT_NAME%", portName);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

import io.lateen.api.Spec;
import io.lateen.api.WorkloadSelector;
import io.lateen.base.Copies;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Settings of proxies that need a restart (api: networking/v1beta1/proxy_config.proto).
 *
 * @param selector workloads; absent for the whole namespace, or the mesh in the root namespace
 * @param concurrency worker threads; 0 for one per core, absent inherits
 * @param environmentVariables further variables; values are not shown in texts
 * @param imageType variant of the image, as in {@code distroless}; empty inherits
 */
public record ProxyConfig(
    Optional<WorkloadSelector> selector,
    OptionalInt concurrency,
    Map<String, String> environmentVariables,
    String imageType)
    implements Spec {

  /** Copies the map. */
  public ProxyConfig {
    environmentVariables = Copies.sorted(environmentVariables);
  }

  /** Without the values of variables, which may be secrets. */
  @Override
  public String toString() {
    return "ProxyConfig[%s, %s, %s, %s]"
        .formatted(selector, concurrency, environmentVariables.keySet(), imageType);
  }
}

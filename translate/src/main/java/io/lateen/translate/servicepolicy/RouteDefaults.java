// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.servicepolicy;

import io.lateen.api.meshconfig.MeshConfig;
import io.lateen.api.networking.HttpRetry;
import io.lateen.mesh.servicepolicy.Decided;
import io.lateen.mesh.servicepolicy.ServiceSettings;
import java.time.Duration;
import java.util.Optional;

/**
 * What holds for a route that says nothing: the ServicePolicies of its service, then the mesh.
 *
 * @param timeout absent or zero for no limit
 * @param retries absent for the built-in ones
 */
public record RouteDefaults(Optional<Duration> timeout, Optional<HttpRetry> retries) {

  /** Those of a service. */
  public static RouteDefaults of(ServiceSettings settings, MeshConfig mesh) {
    return new RouteDefaults(
        settings.timeout().map(Decided::value),
        settings.retries().map(Decided::value).or(mesh::defaultHttpRetryPolicy));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.http;

import io.lateen.api.meshconfig.ConnectionSettings;
import io.lateen.api.meshconfig.MeshConfig;
import io.lateen.api.meshconfig.ProxyHeaders;
import io.lateen.mesh.workload.ProxyRole;
import io.lateen.translate.view.ProxyView;
import java.util.Optional;

/**
 * What the settings of mesh and proxy say about every HTTP connection manager of a proxy.
 *
 * @param normalization how paths are normalized before routes are matched
 * @param headers which headers the proxy adds
 * @param connections time-outs and limits; at gateways the profile's values are filled in
 * @param sessions whether routes may keep sessions on their endpoints
 */
public record HttpSettings(
    MeshConfig.PathNormalization normalization,
    ProxyHeaders headers,
    Optional<ConnectionSettings> connections,
    boolean sessions) {

  public static HttpSettings of(ProxyView view) {
    var connections = view.connections();
    return new HttpSettings(
        view.mesh().pathNormalization(),
        view.headers(),
        view.role() == ProxyRole.ROUTER ? connections.map(EdgeProfile::fill) : connections,
        false);
  }

  /** For calls of services, some of which may keep sessions. */
  public static HttpSettings ofCalls(ProxyView view) {
    var settings = of(view);
    return new HttpSettings(
        settings.normalization(), settings.headers(), settings.connections(), view.keepsSessions());
  }
}

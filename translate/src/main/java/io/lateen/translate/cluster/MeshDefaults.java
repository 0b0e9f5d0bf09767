// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.cluster;

import io.lateen.api.networking.TcpKeepalive;
import io.lateen.translate.view.ProxyView;
import java.time.Duration;
import java.util.Optional;

/**
 * What the settings of mesh and proxy say about every cluster.
 *
 * @param connectTimeout longest wait for a connection
 * @param keepalive probes on idle connections
 * @param h2Upgrade whether HTTP/1.1 is sent as HTTP/2
 * @param dnsRefresh time between lookups when the answer has no lifetime
 * @param keepsHeaderCase whether HTTP/1 headers are spelled as the client spelled them
 */
public record MeshDefaults(
    Duration connectTimeout,
    Optional<TcpKeepalive> keepalive,
    boolean h2Upgrade,
    Duration dnsRefresh,
    boolean keepsHeaderCase) {

  public static MeshDefaults of(ProxyView view) {
    var mesh = view.mesh();
    return new MeshDefaults(
        mesh.connectTimeout(),
        mesh.tcpKeepalive(),
        mesh.h2Upgrade(),
        mesh.dnsRefreshRate(),
        view.headers().preserveHttp1HeaderCase().orElse(false));
  }
}

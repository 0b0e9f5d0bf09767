// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.cluster;

import io.lateen.api.meshconfig.MeshConfig;
import io.lateen.api.networking.TcpKeepalive;
import java.time.Duration;
import java.util.Optional;

/**
 * What the mesh configuration says about every cluster.
 *
 * @param connectTimeout longest wait for a connection
 * @param keepalive probes on idle connections
 * @param h2Upgrade whether HTTP/1.1 is sent as HTTP/2
 * @param dnsRefresh time between lookups when the answer has no lifetime
 */
public record MeshDefaults(
    Duration connectTimeout,
    Optional<TcpKeepalive> keepalive,
    boolean h2Upgrade,
    Duration dnsRefresh) {

  public static MeshDefaults of(MeshConfig mesh) {
    return new MeshDefaults(
        mesh.connectTimeout(), mesh.tcpKeepalive(), mesh.h2Upgrade(), mesh.dnsRefreshRate());
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

import java.util.List;
import java.util.Optional;

/**
 * Hosts that outbound traffic may reach, on all ports or on one.
 *
 * @param port port to listen on; absent for all ports of the hosts
 * @param bind address to listen on; empty for the default
 * @param captureMode how traffic reaches the port
 * @param hosts {@code namespace/host} as written: namespace {@code .}, {@code *}, {@code ~} or a
 *     name; not empty
 * @param line 1-based line in the origin on which the entry begins; 0 when unknown
 */
public record SidecarEgress(
    Optional<PortSpec> port, String bind, CaptureMode captureMode, List<String> hosts, int line) {

  /** Copies the collections. */
  public SidecarEgress {
    hosts = List.copyOf(hosts);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.security;

import io.lateen.api.ObjectKey;
import io.lateen.api.security.MtlsMode;
import io.lateen.base.Copies;
import java.util.List;
import java.util.Map;

/**
 * Which connections a workload accepts; never {@code UNSET}.
 *
 * @param mode for every port without its own
 * @param ports modes by port of the workload (not of the service)
 * @param policies the objects that decided, mesh first; empty when none exists
 */
public record PeerModes(MtlsMode mode, Map<Integer, MtlsMode> ports, List<ObjectKey> policies) {

  public PeerModes {
    ports = Copies.sorted(ports);
    policies = List.copyOf(policies);
  }

  /** The mode of a port of the workload. */
  public MtlsMode of(int port) {
    return ports.getOrDefault(port, mode);
  }
}

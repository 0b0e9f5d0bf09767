// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.dns;

import java.util.Optional;

/** What somebody who asks gets to see. */
public sealed interface NameView {

  /**
   * A workload: mesh hosts and the rest of the world.
   *
   * @param hosts its table; empty until the control plane's first one arrived
   * @param domain domain of the mesh, as in {@code cluster.local}
   */
  record Mesh(Optional<HostTable> hosts, String domain) implements NameView {}

  /**
   * Only the rest of the world: proxies, which would get their own captured addresses otherwise.
   */
  record World() implements NameView {}
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.mtls;

import io.lateen.api.security.MtlsMode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * A port that takes plaintext and got some.
 *
 * @param workload name of what deployed the pods
 * @param port of the workload, not of a service
 * @param mode of its PeerAuthentication now
 * @param callers who would be refused by STRICT, the newest first; never empty
 */
public record PlaintextPort(
    String namespace, String workload, int port, MtlsMode mode, List<PlaintextCaller> callers) {

  public PlaintextPort {
    callers =
        callers.stream()
            .sorted(
                Comparator.comparing(PlaintextCaller::lastSeen)
                    .reversed()
                    .thenComparing(PlaintextCaller::address))
            .toList();
  }

  /** When any of them called last. */
  public Instant lastSeen() {
    return callers.getFirst().lastSeen();
  }

  /** How often they called together. */
  public long calls() {
    return callers.stream().mapToLong(PlaintextCaller::calls).sum();
  }
}

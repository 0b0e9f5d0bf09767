// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import io.lateen.proto.node.v1.ProxyState;
import io.lateen.proto.node.v1.WorkloadStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * What a node last said about the proxy of one workload.
 *
 * @param workloadUid the workload
 * @param node the node that said it
 * @param state how the proxy does
 * @param envoyPid process on the node; 0 when there is none
 * @param restarts how often the proxy was started again since the agent started
 * @param certificateNotAfter end of the workload's certificate; empty while there is none
 * @param reason what keeps the proxy from being ready; empty otherwise
 */
public record ProxyReport(
    String workloadUid,
    String node,
    ProxyState state,
    int envoyPid,
    int restarts,
    Optional<Instant> certificateNotAfter,
    String reason) {

  /** Longest reason that is kept. */
  static final int MAX_REASON = 1024;

  static ProxyReport of(String node, WorkloadStatus message) {
    var reason = message.getReason();
    var end = message.getCertificateNotAfterS();
    return new ProxyReport(
        message.getWorkloadUid(),
        node,
        message.getState(),
        message.getEnvoyPid(),
        message.getRestarts(),
        end > 0 && end <= MAX_SECONDS ? Optional.of(Instant.ofEpochSecond(end)) : Optional.empty(),
        reason.length() > MAX_REASON ? reason.substring(0, MAX_REASON) : reason);
  }

  /** The year 9999; what is later is nonsense. */
  private static final long MAX_SECONDS = 253_402_300_799L;
}

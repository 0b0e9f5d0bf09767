// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.session;

import io.lateen.agent.workload.Lifecycle.Phase;
import io.lateen.proto.node.v1.ProxyState;
import io.lateen.proto.node.v1.WorkloadStatus;

/** Translates states of workloads into messages. Pure. */
final class Statuses {

  private Statuses() {}

  static WorkloadStatus message(io.lateen.agent.workload.WorkloadStatus status) {
    return WorkloadStatus.newBuilder()
        .setWorkloadUid(status.uid())
        .setState(state(status.phase()))
        .setEnvoyPid((int) status.envoyPid())
        .setRestarts(status.restarts())
        .setCertificateNotAfterS(status.certificateNotAfter())
        .setReason(status.reason())
        .build();
  }

  private static ProxyState state(Phase phase) {
    return switch (phase) {
      case WAITING, PREPARING, STARTING, RUNNING -> ProxyState.STARTING;
      case READY -> ProxyState.READY;
      case PREPARE_LATER, START_LATER -> ProxyState.FAILED;
      case STOPPING, GONE -> ProxyState.STOPPED;
    };
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.telemetry;

import io.envoyproxy.envoy.data.accesslog.v3.AccessLogCommon;
import java.util.Optional;

/**
 * Somebody called a workload of this node without a certificate of the mesh.
 *
 * @param destination address of the workload
 * @param port of the workload
 * @param source address of the caller as the network tells it, whatever headers say
 * @param seconds when it began, since 1970
 */
record PlaintextCall(String destination, int port, String source, long seconds) {

  /** The call of a destination's record; empty when it says too little. */
  static Optional<PlaintextCall> of(AccessLogCommon common) {
    var to = common.getDownstreamLocalAddress().getSocketAddress();
    var from = common.getDownstreamDirectRemoteAddress().getSocketAddress();
    return to.getAddress().isEmpty() || from.getAddress().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new PlaintextCall(
                to.getAddress(),
                to.getPortValue(),
                from.getAddress(),
                common.getStartTime().getSeconds()));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.workload;

/**
 * Bounds of one Envoy that the mesh's configuration sets (Istio: ProxyConfig); 0 stands for the
 * node's own everywhere.
 *
 * @param terminationDrainSeconds how long connections may go on after the workload has left; at
 *     most {@link #MAX_DRAIN_SECONDS}
 * @param fileFlushMillis longest time of access logs in the buffer
 * @param fileFlushKilobytes how much of access logs is written at once
 * @param connections most downstream connections
 */
public record ProxyLimits(
    int terminationDrainSeconds, int fileFlushMillis, int fileFlushKilobytes, int connections) {

  /** Nothing is said. */
  public static final ProxyLimits NONE = new ProxyLimits(0, 0, 0, 0);

  /** Longest wait for the end of connections: a node must be able to forget a workload. */
  public static final int MAX_DRAIN_SECONDS = 600;

  /** Larger numbers count as the largest, negative ones as nothing. */
  public ProxyLimits {
    terminationDrainSeconds = Math.clamp(terminationDrainSeconds, 0, MAX_DRAIN_SECONDS);
    fileFlushMillis = Math.max(0, fileFlushMillis);
    fileFlushKilobytes = Math.max(0, fileFlushKilobytes);
    connections = Math.max(0, connections);
  }

  static ProxyLimits of(io.lateen.proto.node.v1.ProxyStart message) {
    return new ProxyLimits(
        message.getTerminationDrainS(),
        message.getFileFlushIntervalMs(),
        message.getFileFlushMinSizeKb(),
        message.getMaxConnections());
  }

  void into(io.lateen.proto.node.v1.ProxyStart.Builder message) {
    message
        .setTerminationDrainS(terminationDrainSeconds)
        .setFileFlushIntervalMs(fileFlushMillis)
        .setFileFlushMinSizeKb(fileFlushKilobytes)
        .setMaxConnections(connections);
  }
}

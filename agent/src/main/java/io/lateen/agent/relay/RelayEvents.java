// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.relay;

/** Is told what happens to relays; for metrics and the journal. Any thread; must not block. */
public interface RelayEvents {

  /** Listens to nothing. */
  RelayEvents NONE = new RelayEvents() {};

  /** The control plane answers for this workload. */
  default void upstreamConnected(String workloadUid) {}

  /** The control plane is away for this workload; Envoy stays connected. */
  default void upstreamLost(String workloadUid, String reason) {}

  /** Envoy refused what it was sent. */
  default void refused(String workloadUid, String typeUrl, String message) {}

  /** Envoy has clusters and listeners. */
  default void configured(String workloadUid) {}

  /** The last good configuration could not be saved; the older one remains. */
  default void saveFailed(String workloadUid, String reason) {}

  /** A difference did not fit; from now on this stream gets whole resources. */
  default void unresolved(String workloadUid, String typeUrl) {}

  /** Resources of a gRPC library are too many to be remembered; those of before remain. */
  default void notKept(String workloadUid, String typeUrl) {}
}

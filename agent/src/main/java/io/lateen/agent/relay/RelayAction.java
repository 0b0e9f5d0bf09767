// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.relay;

import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.lateen.proto.nds.v1.NameTable;

/** What a relay wants done, in order; responses to Envoy are fetched separately. */
sealed interface RelayAction {

  /**
   * Open a stream to the control plane and give up any other.
   *
   * @param afterLoss whether the last one was lost, so that a pause is due
   * @param differences whether to say that differences are taken
   */
  record Connect(long attempt, boolean afterLoss, boolean differences) implements RelayAction {}

  /** A difference of this type belongs to something else than what Envoy accepted. */
  record Unresolved(String typeUrl) implements RelayAction {}

  /** Give up the stream to the control plane. */
  record Disconnect() implements RelayAction {}

  /** Send to the control plane. */
  record SendUp(DeltaDiscoveryRequest request) implements RelayAction {}

  /** The node's DNS has a new table for this workload. */
  record Names(NameTable table) implements RelayAction {}

  /** The last good configuration changed. */
  record Save() implements RelayAction {}

  /** Envoy refused a response. */
  record Refused(String typeUrl, String message) implements RelayAction {}

  /**
   * Find out which resources of a refused response were the reason, and say {@link
   * RelayCommand.Judged}.
   *
   * @param nonce the control plane's
   */
  record Try(long attempt, String nonce, Judge.Refused refused) implements RelayAction {}

  /** Envoy went over a limit; its stream must end. */
  record Overrun(String limit) implements RelayAction {}
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.relay;

import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.lateen.proto.node.v1.Verdict;

/** What can happen to a relay. Attempts to reach the control plane are numbered from 1. */
sealed interface RelayCommand {

  /** Envoy opened its stream; an older one is gone. */
  record EnvoyConnected() implements RelayCommand {}

  /** Envoy asked or answered. */
  record EnvoyAsked(DeltaDiscoveryRequest request) implements RelayCommand {}

  /** Envoy's stream ended. */
  record EnvoyGone() implements RelayCommand {}

  /** The stream to the control plane is up. */
  record UpstreamReady(long attempt) implements RelayCommand {}

  /** The control plane sent a response. */
  record UpstreamSaid(long attempt, DeltaDiscoveryResponse response) implements RelayCommand {}

  /** The stream to the control plane ended or could not be opened. */
  record UpstreamLost(long attempt) implements RelayCommand {}

  /** The control plane has not been reached in {@link RelayLimits#LOCAL_GRACE}. */
  record GraceOver(long attempt) implements RelayCommand {}

  /** A trial is over that {@link RelayAction.Try} asked for. */
  record Judged(long attempt, String typeUrl, String nonce, Verdict verdict)
      implements RelayCommand {}

  /** Envoy's stream has lasted for {@link RelayLimits#SETTLE}. */
  record EnvoySettled() implements RelayCommand {}
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.relay;

import java.util.Optional;

/**
 * How a relay stands.
 *
 * @param envoyConnected whether Envoy's stream is open
 * @param upstreamConnected whether the control plane answers
 * @param configured whether Envoy has clusters and listeners
 * @param resources size of the last good configuration
 * @param refusal Envoy's newest refusal
 * @param upstreamProblem why the control plane is away
 */
public record RelayStatus(
    boolean envoyConnected,
    boolean upstreamConnected,
    boolean configured,
    int resources,
    Optional<String> refusal,
    Optional<String> upstreamProblem) {}

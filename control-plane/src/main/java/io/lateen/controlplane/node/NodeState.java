// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import java.time.Instant;

/**
 * A connected node.
 *
 * @param name name of the node
 * @param since when its session began
 * @param agentVersion version of its agent, as it says
 * @param envoyVersion version of its Envoy, as it says
 */
public record NodeState(String name, Instant since, String agentVersion, String envoyVersion) {}

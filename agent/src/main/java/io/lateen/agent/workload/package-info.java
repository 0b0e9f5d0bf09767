// SPDX-License-Identifier: Apache-2.0
/**
 * The life of the workloads on this machine: what the machine registered, what the control plane
 * assigned, and what follows from both. Called by the bootstrap package; the life cycle itself is
 * pure and its effects are run elsewhere. State is confined to the agent's one loop thread.
 */
@NullMarked
package io.lateen.agent.workload;

import org.jspecify.annotations.NullMarked;

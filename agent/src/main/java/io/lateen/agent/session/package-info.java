// SPDX-License-Identifier: Apache-2.0
/**
 * The agent's one long-lived conversation with the control plane: assignments and questions come
 * down, states of workloads and metrics go up. Started by the bootstrap package; it keeps nothing
 * that a lost stream would lose and sends nothing while the transport is busy. All state belongs to
 * the agent's loop thread.
 */
@NullMarked
package io.lateen.agent.session;

import org.jspecify.annotations.NullMarked;

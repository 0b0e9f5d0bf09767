// SPDX-License-Identifier: Apache-2.0
/**
 * Identities of the workloads of this machine: a key and a certificate for each, and what the whole
 * of the agent's identity is built from. Called by the workload life cycle. Keys are made here and
 * leave only through SDS; work runs on the executor and the scheduler that the constructor gets.
 */
@NullMarked
package io.lateen.agent.identity;

import org.jspecify.annotations.NullMarked;

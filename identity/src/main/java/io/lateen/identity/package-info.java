// SPDX-License-Identifier: Apache-2.0
/**
 * Names of workloads, nodes and the control plane as SPIFFE spells them. Called by everything that
 * issues, holds or checks certificates, here and in the agent and the control plane. Pure values:
 * no I/O, no clock, safe for all threads.
 */
@NullMarked
package io.lateen.identity;

import org.jspecify.annotations.NullMarked;

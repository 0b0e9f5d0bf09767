// SPDX-License-Identifier: Apache-2.0
/**
 * Wires the agent by constructors: checks the machine, opens what is shared, starts the parts in
 * order and stops them in reverse. Called by the agent's entry point only. Runs on the main thread;
 * the only place besides it where threads, clocks and random sources come from the system.
 */
@NullMarked
package io.lateen.agent.bootstrap;

import org.jspecify.annotations.NullMarked;

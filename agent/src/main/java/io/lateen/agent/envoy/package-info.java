// SPDX-License-Identifier: Apache-2.0
/**
 * One stock Envoy per workload: its bootstrap, its command line, its log and its administration
 * interface. Called by the workload package; what it starts keeps running when the agent ends.
 * Generators are pure and run on any thread; everything that touches a file, a socket or a process
 * blocks and belongs on virtual threads.
 */
@NullMarked
package io.lateen.agent.envoy;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * The operating system as the agent needs it: short commands, long-lived processes and files that
 * other users may read. Called by envoy, capture and workload; the pure parts of those see only the
 * interfaces. Implementations block, so callers are on virtual threads, never on an event loop.
 */
@NullMarked
package io.lateen.agent.process;

import org.jspecify.annotations.NullMarked;

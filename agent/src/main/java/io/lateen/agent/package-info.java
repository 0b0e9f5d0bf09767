// SPDX-License-Identifier: Apache-2.0
/**
 * The node agent: one process per machine that gives every workload on it an Envoy, an identity,
 * captured traffic, names and metrics. The command line calls {@link io.lateen.agent.Agent}; what
 * there is to start is wired in the bootstrap package. The agent may end or crash at any time
 * without any Envoy noticing, so nothing that traffic needs may live only in its memory.
 */
@NullMarked
package io.lateen.agent;

import org.jspecify.annotations.NullMarked;

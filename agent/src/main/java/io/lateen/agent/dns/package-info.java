// SPDX-License-Identifier: Apache-2.0
/**
 * The names that workloads resolve: mesh hosts from the name table of the workload that asks,
 * everything else from the machine's resolvers. Started by the bootstrap package; it answers only
 * addresses it knows, so it is no open resolver. Deciding is pure; the servers run on virtual
 * threads and every socket, wait and cache has a limit.
 */
@NullMarked
package io.lateen.agent.dns;

import org.jspecify.annotations.NullMarked;

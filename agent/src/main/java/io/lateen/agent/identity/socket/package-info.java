// SPDX-License-Identifier: Apache-2.0
/**
 * The Unix sockets between the Envoys of this machine and the agent, one per workload: who may
 * connect is decided by what the kernel says about the peer, before a byte is read. Started by the
 * workload life cycle with the services of one workload. Serves on the agent's shared epoll
 * threads, which no service may block.
 */
@NullMarked
package io.lateen.agent.identity.socket;

import org.jspecify.annotations.NullMarked;

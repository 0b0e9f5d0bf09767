// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.identity.socket;

/**
 * The process that connected, as the kernel recorded it at connect time (SO_PEERCRED, unix(7)).
 *
 * @param pid in the agent's process namespace; 0 when it is not visible there
 * @param uid effective user
 */
public record PeerProcess(int pid, int uid) {}

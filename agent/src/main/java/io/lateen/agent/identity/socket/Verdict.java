// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.identity.socket;

/** Whether a process may use a socket. */
public sealed interface Verdict {

  /** It may. */
  record Allowed() implements Verdict {}

  /**
   * It may not; the connection is closed without a byte.
   *
   * @param reason for the agent's log
   */
  record Refused(String reason) implements Verdict {}
}

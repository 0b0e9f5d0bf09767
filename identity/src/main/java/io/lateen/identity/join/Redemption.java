// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.join;

/** What became of a join token that a node sent. */
public sealed interface Redemption {

  /**
   * The token was good and is used up.
   *
   * @param guest whom its sender now is
   */
  record Admitted(Guest guest) implements Redemption {}

  /**
   * The token admits nobody.
   *
   * @param reason for the log of the control plane, never for the sender
   */
  record Refused(String reason) implements Redemption {}
}

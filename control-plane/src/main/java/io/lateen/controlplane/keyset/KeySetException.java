// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.keyset;

/** Keys could not be got; the message is for the author of the policy and repeats no answer. */
final class KeySetException extends Exception {

  private static final long serialVersionUID = 1;

  private final String reason;

  KeySetException(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** The message. */
  String reason() {
    return reason;
  }
}

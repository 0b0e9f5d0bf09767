// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

/** Ends a request early with an answer; carries no stack trace, since it is no failure of ours. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Reply reply;

  Refusal(Reply reply) {
    super(null, null, false, false);
    this.reply = reply;
  }

  Reply reply() {
    return reply;
  }
}

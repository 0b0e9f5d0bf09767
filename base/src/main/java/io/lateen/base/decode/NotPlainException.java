// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.decode;

/** A text is not written the plain way, and another reader has to read it; no fault. */
final class NotPlainException extends Exception {

  private static final long serialVersionUID = 1L;

  /** The one there is: it tells nothing but its class. */
  static final NotPlainException HERE = new NotPlainException();

  private NotPlainException() {
    super("not plain", null, false, false);
  }
}

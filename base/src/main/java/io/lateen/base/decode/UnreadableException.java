// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.decode;

/** The text cannot be read on; stays inside this package. */
final class UnreadableException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Mark mark;

  UnreadableException(Mark mark, String message) {
    super(message, null, false, false);
    this.mark = mark;
  }

  Mark mark() {
    return mark;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.api;

import java.util.Optional;

/**
 * Where an object was written, for messages and explanations.
 *
 * @param source file name or other name of the input; empty when unknown
 * @param line 1-based line on which the object begins; 0 when unknown
 * @param author the object that was written there, when this one was made from it
 */
public record Origin(String source, int line, Optional<ObjectKey> author) {

  /** Nothing is known. */
  public static final Origin UNKNOWN = new Origin("", 0);

  /** The place of an object that somebody wrote. */
  public Origin(String source, int line) {
    this(source, line, Optional.empty());
  }

  /** This place for what is made from the object {@code written} there. */
  public Origin of(ObjectKey written) {
    return new Origin(source, line, Optional.of(written));
  }

  /** The same at another line; this very place when that is unknown. */
  public Origin at(int otherLine) {
    return otherLine == 0 ? this : new Origin(source, otherLine, author);
  }

  /** {@code source:line}, without what is unknown. */
  @Override
  public String toString() {
    return line == 0 ? source : source + ":" + line;
  }
}

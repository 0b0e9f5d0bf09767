// SPDX-License-Identifier: Apache-2.0
package io.lateen.api;

/**
 * Where an object was written, for messages and explanations.
 *
 * @param source file name or other name of the input; empty when unknown
 * @param line 1-based line on which the object begins; 0 when unknown
 */
public record Origin(String source, int line) {

  /** Nothing is known. */
  public static final Origin UNKNOWN = new Origin("", 0);

  /** {@code source:line}, without what is unknown. */
  @Override
  public String toString() {
    return line == 0 ? source : source + ":" + line;
  }
}

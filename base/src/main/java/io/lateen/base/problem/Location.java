// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.problem;

/**
 * A place in an input.
 *
 * @param source file name or other name of the input; empty when unknown
 * @param line 1-based; 0 when unknown
 * @param column 1-based; 0 when unknown
 */
public record Location(String source, int line, int column) {

  /** No place is known. */
  public static final Location UNKNOWN = new Location("", 0, 0);

  /** A whole input, no line known. */
  public static Location of(String source) {
    return new Location(source, 0, 0);
  }

  /** {@code source:line:column}, without the parts that are unknown. */
  @Override
  public String toString() {
    if (line == 0) {
      return source;
    }
    var place = column == 0 ? Integer.toString(line) : line + ":" + column;
    return source.isEmpty() ? place : source + ":" + place;
  }
}

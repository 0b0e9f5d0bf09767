// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.decode;

import io.lateen.base.problem.Location;

/**
 * A place in a text.
 *
 * @param line 1-based
 * @param column 1-based
 */
public record Mark(int line, int column) {

  /** This place in an input. */
  public Location in(String source) {
    return new Location(source, line, column);
  }
}

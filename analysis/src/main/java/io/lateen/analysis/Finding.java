// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis;

import java.util.Comparator;
import java.util.Optional;

/**
 * One thing that an analysis has found.
 *
 * @param code what kind of thing
 * @param origin the object, as in {@code VirtualService default/reviews}; without a namespace where
 *     the document names none
 * @param message what is wrong, for people
 * @param file name of the input; empty for objects of a running mesh
 * @param path field inside the object, as in {@code http[0].route[0].destination.host}; may be
 *     empty
 * @param line 1-based line in the input; 0 when unknown
 * @param fix the change that mends it, where it is mechanical
 * @param analyzer name of the analyzer that found it
 */
public record Finding(
    Code code,
    String origin,
    String message,
    String file,
    String path,
    int line,
    Optional<Fix> fix,
    String analyzer)
    implements Comparable<Finding> {

  private static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::level)
          .thenComparing(finding -> finding.code().id())
          .thenComparing(Finding::origin)
          .thenComparing(Finding::file)
          .thenComparingInt(Finding::line)
          .thenComparing(Finding::path)
          .thenComparing(Finding::message)
          .thenComparing(Finding::analyzer);

  /** How bad it is. */
  public Level level() {
    return code.level();
  }

  /** The finding without the name of who found it: two analyzers may see the same thing. */
  Finding anonymous() {
    return new Finding(code, origin, message, file, path, line, Optional.empty(), "");
  }

  /** Worst first, then by code, object and place. */
  @Override
  public int compareTo(Finding other) {
    return ORDER.compare(this, other);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Lists of names in messages, short enough to be read. */
public final class Names {

  /** Most names that a message lists. */
  private static final int MAX = 8;

  private Names() {}

  /** The names in order, separated by commas; of many, the first and how many more there are. */
  public static String list(Collection<String> names) {
    return list(names, 0);
  }

  /**
   * The names in order, separated by commas.
   *
   * @param more how many more there are beside these
   */
  public static String list(Collection<String> names, int more) {
    var sorted = List.copyOf(new TreeSet<>(names));
    var hidden = Math.max(0, sorted.size() - MAX) + more;
    var shown = String.join(", ", sorted.subList(0, Math.min(MAX, sorted.size())));
    return hidden == 0 ? shown : "%s and %d more".formatted(shown, hidden);
  }
}

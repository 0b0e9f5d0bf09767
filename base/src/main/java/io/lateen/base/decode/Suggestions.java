// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.decode;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that a misspelled one was probably meant to be. */
public final class Suggestions {

  /** Longer names are not compared: the work grows with the square of the length. */
  private static final int MAX_LENGTH = 64;

  private Suggestions() {}

  /** The closest of some names, when one is close enough to be meant. */
  public static Optional<String> closest(String written, Collection<String> names) {
    if (written.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    var wanted = folded(written);
    return names.stream()
        .filter(name -> name.length() <= MAX_LENGTH)
        .filter(name -> distance(wanted, folded(name)) <= tolerance(wanted))
        .min(
            Comparator.comparingInt((String name) -> distance(wanted, folded(name)))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** As a remedy for {@link io.lateen.base.problem.Problem}; empty when no name is close. */
  public static String remedy(String written, Collection<String> names) {
    return closest(written, names).map(name -> "did you mean " + name + "?").orElse("");
  }

  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
  }

  private static int tolerance(String name) {
    return name.length() <= 3 ? 1 : Math.max(2, name.length() / 4);
  }

  /** Edits between two names, an exchange of neighbours counting as one (Damerau-Levenshtein). */
  private static int distance(String left, String right) {
    var rows = new int[left.length() + 1][right.length() + 1];
    for (var i = 0; i <= left.length(); i++) {
      for (var j = 0; j <= right.length(); j++) {
        rows[i][j] = i == 0 ? j : j == 0 ? i : step(left, right, rows, i, j);
      }
    }
    return rows[left.length()][right.length()];
  }

  private static int step(String left, String right, int[][] rows, int i, int j) {
    var replaced = rows[i - 1][j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
    var best = Math.min(replaced, Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
    var exchanged =
        i > 1
            && j > 1
            && left.charAt(i - 1) == right.charAt(j - 2)
            && left.charAt(i - 2) == right.charAt(j - 1);
    return exchanged ? Math.min(best, rows[i - 2][j - 2] + 1) : best;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.matrix;

import io.lateen.conformance.matrix.FieldMatrix.Kind;
import java.util.List;

/** The part of a page that shows the matrix; it stands between two marks. */
final class MatrixPage {

  private static final String BEGIN = "<!-- fields: written by ./dev fields -->\n";
  private static final String END = "<!-- end of fields -->\n";
  private static final List<String> STATES = List.of("supported", "not applicable", "missing");

  private MatrixPage() {}

  /**
   * The page with the matrix in place of an older one.
   *
   * @throws IllegalArgumentException when the page has no place for it
   */
  static String with(String page, FieldMatrix matrix) {
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException("no \"" + BEGIN.strip() + "\" with its end in the page");
    }
    return page.substring(0, begin + BEGIN.length()) + of(matrix) + page.substring(end);
  }

  private static String of(FieldMatrix matrix) {
    var text = new StringBuilder("| kind | fields | supported | not applicable | missing |\n");
    text.append("|---|---|---|---|---|\n");
    for (var kind : matrix.kinds()) {
      text.append("| ").append(kind.name()).append(" | ").append(kind.rows().size());
      STATES.forEach(state -> text.append(" | ").append(kind.count(state)));
      text.append(" |\n");
    }
    matrix.kinds().forEach(kind -> rows(text, kind));
    return text.append('\n').toString();
  }

  private static void rows(StringBuilder text, Kind kind) {
    text.append("\n<details><summary>").append(kind.name()).append("</summary>\n\n");
    text.append("| field | state |\n|---|---|\n");
    for (var row : kind.rows()) {
      text.append("| `").append(row.path()).append("` | ").append(row.state()).append(" |\n");
    }
    text.append("\n</details>\n");
  }
}

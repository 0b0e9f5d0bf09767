// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.shell;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Columns as kubectl and istioctl print them: upper-case heads, padded with spaces, no lines. */
public final class Table {

  private static final int GAP = 3;

  private final List<List<String>> rows = new ArrayList<>();

  /** A table with these heads. */
  public Table(String... heads) {
    rows.add(List.of(heads));
  }

  /** Adds a row; it has as many cells as there are heads. */
  public Table row(String... cells) {
    return row(List.of(cells));
  }

  /** Adds a row; it has as many cells as there are heads. */
  public Table row(List<String> cells) {
    if (cells.size() != rows.getFirst().size()) {
      throw new IllegalArgumentException("a row has " + rows.getFirst().size() + " cells");
    }
    rows.add(List.copyOf(cells));
    return this;
  }

  /** Whether there is nothing but heads. */
  public boolean isEmpty() {
    return rows.size() == 1;
  }

  /** Prints the table; the last column is not padded. */
  public void print(PrintStream out, boolean heads) {
    var widths = widths();
    for (var row : heads ? rows : rows.subList(1, rows.size())) {
      var line = new StringBuilder();
      for (var column = 0; column < row.size(); column++) {
        var cell = row.get(column);
        line.append(cell);
        if (column < row.size() - 1) {
          line.repeat(" ", widths[column] - length(cell) + GAP);
        }
      }
      out.println(line.toString().stripTrailing());
    }
    out.flush();
  }

  private int[] widths() {
    var widths = new int[rows.getFirst().size()];
    for (var row : rows) {
      for (var column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], length(row.get(column)));
      }
    }
    return widths;
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What all proofs gave, in order. */
public record CheckReport(List<Row> rows) {

  private static final int WIDTH = 100;

  /** Copies the list. */
  public CheckReport {
    rows = List.copyOf(rows);
  }

  /**
   * One proof.
   *
   * @param took how long it took
   */
  public record Row(
      String name, String expectation, boolean kept, String measured, Duration took) {}

  /** Whether every promise was kept; false when nothing was put to the test. */
  public boolean passed() {
    return !rows.isEmpty() && rows.stream().allMatch(Row::kept);
  }

  /** The table for a terminal; its last line is {@code N passed, N failed}. */
  public String table() {
    var out = new StringBuilder();
    int width = rows.stream().mapToInt(row -> row.name().length()).max().orElse(0);
    var format = "%-4s  %-" + Math.max(1, width) + "s  %6.1f s  ";
    for (var row : rows) {
      var seconds = row.took().toMillis() / 1000.0;
      var head = format.formatted(row.kept() ? "ok" : "FAIL", row.name(), seconds);
      out.append(head);
      var indent = " ".repeat(head.length());
      out.append(String.join("\n" + indent, wrap(row.measured())));
      if (!row.kept()) {
        out.append('\n').append(indent).append("expected: ");
        out.append(String.join("\n" + indent, wrap(row.expectation())));
      }
      out.append('\n');
    }
    long kept = rows.stream().filter(Row::kept).count();
    return out.append("%d passed, %d failed".formatted(kept, rows.size() - kept)).toString();
  }

  private static List<String> wrap(String text) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (var word : text.strip().split("\\s+", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}

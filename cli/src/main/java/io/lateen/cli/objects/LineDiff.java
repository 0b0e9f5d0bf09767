// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.objects;

import java.util.ArrayList;
import java.util.List;

/** The difference of two texts in unified format, by their longest common subsequence of lines. */
public final class LineDiff {

  private static final int CONTEXT = 3;

  /**
   * Longer texts are shown as wholly replaced: the table of the algorithm grows with the product.
   */
  private static final int MAX_LINES = 5000;

  private LineDiff() {}

  private record Edit(char sign, String line) {}

  /** Lines to print; none when the texts are equal. */
  public static List<String> unified(
      String oldName, String newName, List<String> before, List<String> after) {
    if (before.equals(after)) {
      return List.of();
    }
    var lines = new ArrayList<String>();
    lines.add("--- " + oldName);
    lines.add("+++ " + newName);
    var edits = edits(before, after);
    var shown = shown(edits);
    for (var index = 0; index < edits.size(); index++) {
      if (!shown[index]) {
        continue;
      }
      if (index == 0 || !shown[index - 1]) {
        lines.add("@@ " + place(edits, index) + " @@");
      }
      lines.add(edits.get(index).sign() + edits.get(index).line());
    }
    return lines;
  }

  private static String place(List<Edit> edits, int index) {
    var before = 1;
    var after = 1;
    for (var edit : edits.subList(0, index)) {
      before += edit.sign() == '+' ? 0 : 1;
      after += edit.sign() == '-' ? 0 : 1;
    }
    return "-" + before + " +" + after;
  }

  private static boolean[] shown(List<Edit> edits) {
    var shown = new boolean[edits.size()];
    for (var index = 0; index < edits.size(); index++) {
      if (edits.get(index).sign() != ' ') {
        var first = Math.max(0, index - CONTEXT);
        var last = Math.min(edits.size() - 1, index + CONTEXT);
        for (var near = first; near <= last; near++) {
          shown[near] = true;
        }
      }
    }
    return shown;
  }

  private static List<Edit> edits(List<String> before, List<String> after) {
    var edits = new ArrayList<Edit>();
    if (before.size() > MAX_LINES || after.size() > MAX_LINES) {
      before.forEach(line -> edits.add(new Edit('-', line)));
      after.forEach(line -> edits.add(new Edit('+', line)));
      return edits;
    }
    var common = common(before, after);
    var i = 0;
    var j = 0;
    while (i < before.size() || j < after.size()) {
      if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
        edits.add(new Edit(' ', before.get(i)));
        i++;
        j++;
      } else if (j == after.size() || (i < before.size() && common[i + 1][j] >= common[i][j + 1])) {
        edits.add(new Edit('-', before.get(i++)));
      } else {
        edits.add(new Edit('+', after.get(j++)));
      }
    }
    return edits;
  }

  /** Length of the longest common subsequence of the rests from i and j on. */
  private static short[][] common(List<String> before, List<String> after) {
    var common = new short[before.size() + 1][after.size() + 1];
    for (var i = before.size() - 1; i >= 0; i--) {
      for (var j = after.size() - 1; j >= 0; j--) {
        common[i][j] =
            before.get(i).equals(after.get(j))
                ? (short) (common[i + 1][j + 1] + 1)
                : (short) Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }
}

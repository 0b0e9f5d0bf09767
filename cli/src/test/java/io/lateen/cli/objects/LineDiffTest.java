// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LineDiffTest {

  @Test
  void equalTextsHaveNoDifference() {
    assertThat(LineDiff.unified("a", "b", List.of("x"), List.of("x"))).isEmpty();
  }

  @Test
  void showsChangedLinesWithContext() {
    var before = IntStream.range(0, 20).mapToObj(i -> "line " + i).toList();
    var after = before.stream().map(l -> l.equals("line 10") ? "changed" : l).toList();
    assertThat(LineDiff.unified("a", "b", before, after))
        .containsExactly(
            "--- a",
            "+++ b",
            "@@ -8 +8 @@",
            " line 7",
            " line 8",
            " line 9",
            "-line 10",
            "+changed",
            " line 11",
            " line 12",
            " line 13");
  }

  @Test
  void theEditsOfOneSideMakeTheOther() {
    var before = List.of("a", "b", "c", "d", "e");
    var after = List.of("x", "b", "d", "y", "e", "z");
    var edits = LineDiff.unified("-", "-", before, after).stream().skip(3).toList();
    assertThat(side(edits, '+')).isEqualTo(before);
    assertThat(side(edits, '-')).isEqualTo(after);
  }

  private static List<String> side(List<String> edits, char hidden) {
    Stream<String> kept = edits.stream().filter(edit -> edit.charAt(0) != hidden);
    return kept.map(edit -> edit.substring(1)).toList();
  }

  @Test
  void aNewTextIsAllPlus() {
    assertThat(LineDiff.unified("a", "b", List.of(), List.of("x", "y"))).contains("+x", "+y");
  }
}

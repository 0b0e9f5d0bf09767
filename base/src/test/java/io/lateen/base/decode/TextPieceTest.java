// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextPieceTest {

  private static final List<String> LINES =
      List.of(
          "a: 1",
          "b: &x {c: [1, 2]}",
          "d: |+",
          "  text",
          "  ---",
          "",
          "# comment",
          "---",
          "---",
          "--- # more",
          "--- {e: 1}",
          "...",
          "f: 'one",
          "  two'",
          "- g",
          "h: *x");

  @Test
  void piecesHoldWhatTheWholeHolds() {
    var cut = 0;
    for (var seed = 1L; seed <= 8_000; seed++) {
      var random = new Random(seed);
      var lines = new ArrayList<String>();
      for (var count = random.nextInt(12); count >= 0; count--) {
        lines.add(LINES.get(random.nextInt(LINES.size())));
      }
      var text = String.join("\n", lines) + (random.nextBoolean() ? "\n" : "");
      var pieces = TextPiece.of(text, 1);
      assertThat(pieces.stream().map(TextPiece::text).collect(Collectors.joining()))
          .isEqualTo(text);
      var read = pieces.stream().map(piece -> Documents.read("f", piece)).toList();
      var whole = Documents.read("f", text);
      // Faults are told by reading the whole; but no piece may hide one.
      var faulty = read.stream().anyMatch(one -> !one.problems().isEmpty());
      assertThat(faulty).as("seed %d\n%s", seed, text).isEqualTo(!whole.problems().isEmpty());
      if (!faulty) {
        var roots = read.stream().flatMap(one -> one.roots().stream()).toList();
        assertThat(roots).as("seed %d\n%s", seed, text).isEqualTo(whole.roots());
        cut += pieces.size() - 1;
      }
    }
    assertThat(cut).isGreaterThan(500);
  }

  @Test
  void piecesAreCutWhereTheyAreLongEnough() {
    var text = "a: 1\n---\nb: 2\n---\nc: 3\n";
    assertThat(TextPiece.of(text, 5))
        .containsExactly(
            new TextPiece("a: 1\n", 0),
            new TextPiece("---\nb: 2\n", 1),
            new TextPiece("---\nc: 3\n", 3));
    assertThat(TextPiece.of(text, 6))
        .containsExactly(new TextPiece("a: 1\n---\nb: 2\n", 0), new TextPiece("---\nc: 3\n", 3));
    assertThat(TextPiece.of(text, 100)).containsExactly(new TextPiece(text, 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: 1\r\n---\r\nb: 2\n---\n",
        "a: 1\r\n---\nb: 2\n---\n",
        "%YAML 1.2\n---\na: 1\n---\nb: 2\n",
        "a: 1\n...\n%YAML 1.2\n---\nb: 2\n",
        "{\"a\": \"\n---\n\"}",
      })
  void whatIsNotPlainStaysWhole(String text) {
    assertThat(TextPiece.of(text, 1)).containsExactly(new TextPiece(text, 0));
  }

  @Test
  void tooManyDocumentsAreCountedOverTheWhole() {
    var text = "a: 1\n---\n".repeat(DecodeLimits.DEFAULT.documents());
    assertThat(TextPiece.of(text, 1_000)).hasSize(1);
    assertThat(TextPiece.of(text.substring(0, text.length() / 2), 1_000)).hasSizeGreaterThan(1);
  }

  @Test
  void marksAreThoseOfTheWhole() {
    var pieces = TextPiece.of("a: 1\n---\n\nb: {c: 1, c: 2}\n---\nd: \uD83D\n", 1);
    assertThat(Documents.read("f", pieces.get(1)).problems().render()).contains("f:4:11");
    assertThat(Documents.read("f", pieces.get(2)).problems().render()).contains("f:6:1");
  }
}

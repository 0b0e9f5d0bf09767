// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What reads plain YAML agrees with what reads all YAML: in nodes, marks and words about faults.
 */
class PlainYamlTest {

  private static final long SEED = Long.getLong("lateen.seed", System.nanoTime());

  /** Each document alone, two of them or all together. */
  private static final int[] STRETCHES = {1, 25, 1 << 16};

  /** Pieces of which texts are put together; most of them make sense side by side. */
  private static final String[] PIECES = {
    "a",
    "b",
    "key",
    "x-y",
    "a.b/c",
    "0",
    "12",
    "1.5",
    "-1",
    "-",
    "--",
    "---",
    "...",
    "~",
    "null",
    "true",
    "yes",
    ":",
    ": ",
    ":\n",
    "- ",
    "-\n",
    "\n",
    "\n",
    "\n",
    "\n  ",
    "\n    ",
    " ",
    "  ",
    "{",
    "}",
    "[",
    "]",
    "{a: b, c: 1}",
    "[x, \"y\", 'z']",
    ", ",
    ",",
    "{}",
    "[]",
    "#",
    " # note",
    "\"text\"",
    "\"a\\\"b\\n\"",
    "\"\\u0041\"",
    "'it''s'",
    "'",
    "\"",
    "\ud83d\ude00",
    "&x ",
    "*x",
    "!!str ",
    "|\n",
    ">\n",
    "<<: ",
    "? ",
    "%",
    "%YAML 1.2\n",
    "@",
    "`",
    "\t",
    "\r\n",
    "\u00e4",
    "\u2014",
    "=",
    "+1",
    "10.0.0.1",
    "http://a:80/b",
    "12:30",
    "a:b",
    "a #b",
    "a b c",
    "name: x",
    "\n---\n",
    "\n--- ",
    "\n--- # note\n",
    "\n- ",
    "\n  - ",
    "\nk: ",
    "\n  k: ",
    "\n  k:\n",
    "\n    - a: 1",
    "\nz:\n"
  };

  /** Everything that a reading tells. */
  private record Told(List<Node> nodes, List<String> faults) {}

  private interface Reader {
    void read(TextPiece piece, List<Node> nodes, List<UnreadableException> faults)
        throws UnreadableException;
  }

  private static Told told(Reader reader, String text) {
    var nodes = new ArrayList<Node>();
    var faults = new ArrayList<UnreadableException>();
    try {
      reader.read(new TextPiece(text, 7), nodes, faults);
    } catch (UnreadableException e) {
      faults.add(e);
    }
    nodes.removeIf(Node::isNull);
    return new Told(
        nodes, faults.stream().map(fault -> fault.mark() + " " + fault.text()).toList());
  }

  private static Told told(String text, DecodeLimits limits, int stretch) {
    return told(
        (piece, nodes, faults) ->
            YamlDocuments.read(piece, limits, stretch, nodes::add, faults::add),
        text);
  }

  private static void agree(String text, DecodeLimits limits) {
    if (Documents.halfCharacter(text) >= 0) {
      return; // Such a text comes to no reader.
    }
    Reader full =
        (piece, nodes, faults) -> YamlReader.read(piece, limits, 0, nodes::add, faults::add);
    var expected = told(full, text);
    for (var stretch : STRETCHES) {
      assertThat(told(text, limits, stretch))
          .as("seed %d, stretches of %d: %s", SEED, stretch, text)
          .isEqualTo(expected);
    }
  }

  private static boolean isPlain(String text) {
    var bytes = text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    var scalars = new PlainScalars(bytes, 0, bytes.length, 1, new TextPool(bytes.length));
    try {
      PlainYaml.read(scalars, DecodeLimits.DEFAULT);
      return true;
    } catch (NotPlainException e) {
      return false;
    }
  }

  @Test
  void agreesOnTextsOfAllSorts() {
    var random = new Random(SEED);
    var plain = 0;
    for (var i = 0; i < 20_000; i++) {
      var text = new StringBuilder();
      for (var pieces = random.nextInt(14); pieces >= 0; pieces--) {
        text.append(PIECES[random.nextInt(PIECES.length)]);
      }
      agree(text.toString(), DecodeLimits.DEFAULT);
      plain += isPlain(text.toString()) ? 1 : 0;
    }
    assertThat(plain).isGreaterThan(100);
  }

  @Test
  void agreesOnWellFormedTexts() {
    var random = new Random(SEED);
    var plain = 0;
    for (var i = 0; i < 4_000; i++) {
      var text = new StringBuilder();
      for (var documents = random.nextInt(3); documents >= 0; documents--) {
        text.append(random.nextInt(4) == 0 ? "--- # next\n" : "---\n");
        mapping(text, random, 2 * random.nextInt(2), 4);
      }
      agree(text.toString(), DecodeLimits.DEFAULT);
      agree(mutated(text.toString(), random), DecodeLimits.DEFAULT);
      plain += isPlain(text.substring(text.indexOf("\n") + 1)) ? 1 : 0;
    }
    assertThat(plain).isGreaterThan(100);
  }

  /** The same with a piece in place of a few characters somewhere. */
  private static String mutated(String text, Random random) {
    var from = random.nextInt(text.length());
    var to = Math.min(text.length(), from + random.nextInt(4));
    return text.substring(0, from) + PIECES[random.nextInt(PIECES.length)] + text.substring(to);
  }

  private static void mapping(StringBuilder text, Random random, int indent, int depth) {
    for (var fields = 1 + random.nextInt(3); fields > 0; fields--) {
      text.append(" ".repeat(indent)).append((char) ('a' + fields)).append(':');
      value(text, random, indent, depth);
    }
  }

  private static void value(StringBuilder text, Random random, int indent, int depth) {
    var inner = indent + 1 + random.nextInt(3);
    switch (depth == 0 ? 2 : random.nextInt(5)) {
      case 0 -> {
        text.append('\n');
        mapping(text, random, inner, depth - 1);
      }
      case 1 -> {
        text.append(random.nextBoolean() ? "\n" : " # a list\n\n");
        var dash = random.nextBoolean() ? indent : inner;
        for (var items = 1 + random.nextInt(3); items > 0; items--) {
          text.append(" ".repeat(dash)).append("- ");
          if (random.nextBoolean()) {
            text.append("f: 1\n");
            mapping(text, random, dash + 2, depth - 1);
          } else {
            text.append("item\n");
          }
        }
      }
      default -> text.append(' ').append(PIECES[random.nextInt(PIECES.length)]).append('\n');
    }
  }

  @Test
  void agreesOnLimits() {
    var text = "a: {b: [1, 2, 3]}\n---\nc:\n- d: 1\n- e\n---\nf:\n---\n";
    for (var limit = 1; limit < 9; limit++) {
      agree(text, new DecodeLimits(1_000, limit, 100, 100));
      agree(text, new DecodeLimits(1_000, 10, limit, 100));
      agree(text, new DecodeLimits(1_000, 10, 100, limit));
    }
  }

  @Test
  void agreesOnManyFieldsAndLongKeys() {
    var text = new StringBuilder();
    for (var i = 0; i < 50; i++) {
      text.append("k").append(i).append(": v\n");
    }
    agree(text.toString(), DecodeLimits.DEFAULT);
    agree(text + "k3: again\n", DecodeLimits.DEFAULT);
    agree("x".repeat(1_100) + ": 1\n", DecodeLimits.DEFAULT);
  }

  @Test
  void agreesOnDocumentsOfTheRepository() throws IOException {
    try (var files = Files.walk(Path.of("..", "samples"))) {
      var documents = files.filter(file -> file.toString().endsWith(".yaml")).toList();
      assertThat(documents).isNotEmpty();
      for (var file : documents) {
        agree(Files.readString(file), DecodeLimits.DEFAULT);
      }
    }
  }

  @Test
  void whatToolsWriteIsPlain() {
    assertThat(
            isPlain(
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: a-0, labels: {app: a, tls/mode: "on"}}
                spec:
                  containers:
                  - name: app # the only one
                    args: [--port, "80"]
                  nodeName: node-0
                status: {conditions: [{type: Ready, status: "True"}]}
                """))
        .isTrue();
    assertThat(isPlain("a: |\n  text\n")).isFalse();
  }
}

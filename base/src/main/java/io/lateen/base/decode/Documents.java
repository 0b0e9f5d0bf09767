// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.decode;

import io.lateen.base.problem.Problem;
import io.lateen.base.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The documents of a text. When the text becomes unreadable, the documents before that place are
 * kept and one problem says where and why; a document with a field that is given twice is left out.
 *
 * @param source name of the input
 * @param roots the documents in order, empty ones left out
 * @param problems why documents, or the rest of the text, could not be read
 */
public record Documents(String source, List<Node> roots, Problems problems) {

  /** Copies the list. */
  public Documents {
    roots = List.copyOf(roots);
  }

  /** Reads YAML or JSON with the default limits. */
  public static Documents read(String source, String text) {
    return read(source, text, DecodeLimits.DEFAULT);
  }

  /** Reads a part of a text with the default limits; the marks are those of the whole text. */
  public static Documents read(String source, TextPiece piece) {
    return read(source, piece, DecodeLimits.DEFAULT);
  }

  /** Reads YAML or JSON. A text that begins with a brace or a bracket is tried as JSON first. */
  public static Documents read(String source, String text, DecodeLimits limits) {
    return read(source, new TextPiece(text, 0), limits);
  }

  /**
   * Reads YAML or JSON with the default limits and hands over each document as soon as it is read,
   * so that a text of many need not be in memory as a whole; empty ones are left out.
   *
   * @return why documents, or the rest of the text, could not be read
   */
  public static Problems read(String source, String text, Consumer<Node> sink) {
    return read(source, new TextPiece(text, 0), DecodeLimits.DEFAULT, sink);
  }

  private static Documents read(String source, TextPiece piece, DecodeLimits limits) {
    var roots = new ArrayList<Node>();
    var problems = read(source, piece, limits, roots::add);
    return new Documents(source, roots, problems);
  }

  private static Problems read(
      String source, TextPiece piece, DecodeLimits limits, Consumer<Node> sink) {
    var text = piece.text();
    if (text.length() > limits.characters()) {
      var message = "longer than %d characters (%d)".formatted(limits.characters(), text.length());
      return problem(source, new Mark(1, 1), message);
    }
    var half = halfCharacter(text);
    if (half >= 0) {
      var line =
          1
              + piece.linesBefore()
              + (int) text.substring(0, half).chars().filter(c -> c == '\n').count();
      var message = "holds half of a character (a surrogate without its partner)";
      return problem(source, new Mark(line, 1), message);
    }
    if (looksLikeJson(text)) {
      var roots = new ArrayList<Node>();
      try {
        JsonReader.read(text, limits, roots::add);
        roots.forEach(root -> present(root, sink));
        return Problems.NONE;
      } catch (UnreadableException e) {
        roots.clear(); // A YAML flow document begins the same way; the YAML reader decides.
      }
    }
    return readYaml(source, piece, limits, sink);
  }

  private static Problems readYaml(
      String source, TextPiece piece, DecodeLimits limits, Consumer<Node> sink) {
    var faults = new ArrayList<UnreadableException>();
    try {
      YamlDocuments.read(piece, limits, root -> present(root, sink), faults::add);
    } catch (UnreadableException e) {
      faults.add(e);
    }
    var problems = Problems.NONE;
    for (var fault : faults) {
      problems = problems.and(problem(source, fault.mark(), fault.text()));
    }
    return problems;
  }

  /** Where a surrogate has no partner, over which the YAML parser stumbles; -1 when nowhere. */
  static int halfCharacter(String text) {
    for (var at = 0; at < text.length(); at++) {
      if (Character.isSurrogate(text.charAt(at))) {
        if (Character.charCount(text.codePointAt(at)) == 1) {
          return at;
        }
        at++;
      }
    }
    return -1;
  }

  static boolean looksLikeJson(String text) {
    var start = text.stripLeading();
    return start.startsWith("{") || start.startsWith("[");
  }

  private static void present(Node root, Consumer<Node> sink) {
    if (!root.isNull()) {
      sink.accept(root);
    }
  }

  private static Problems problem(String source, Mark mark, String message) {
    return Problems.of(Problem.error(mark.in(source), "", "", message));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.decode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.function.Consumer;

/**
 * Reads the documents of a YAML text: those that are plain by {@link PlainYaml}, each other one by
 * {@link YamlReader}, and from the first fault on the rest by that one too, so that what is told of
 * it does not depend on what is plain.
 */
final class YamlDocuments {

  /** Dashes that begin a document, dots that end one (YAML 1.2.2 §9.1). */
  private static final int MARKS = 3;

  private static final String SEPARATOR = "\n---";

  /** Characters that are looked at together; bytes of a whole text would be in memory for long. */
  private static final int STRETCH = 1 << 16;

  private final TextPiece piece;
  private final int stretch;
  private final DecodeLimits limits;
  private final Consumer<Node> sink;
  private final Consumer<UnreadableException> faults;
  private final TextPool pool;

  /** The documents that are looked at together, and where in the text they begin. */
  private byte[] bytes = {};

  private int offset;

  /** Where among these bytes the document that is read begins, and its line, 0-based. */
  private int begin;

  private int line;

  /** Documents that were handed over. */
  private int documents;

  private YamlDocuments(
      TextPiece piece,
      DecodeLimits limits,
      int stretch,
      Consumer<Node> sink,
      Consumer<UnreadableException> faults) {
    this.piece = piece;
    this.limits = limits;
    this.stretch = stretch;
    this.sink = sink;
    this.faults = faults;
    this.pool = new TextPool(piece.text().length());
  }

  /** Hands over each document, and each that contradicts itself, in order. */
  static void read(
      TextPiece piece,
      DecodeLimits limits,
      Consumer<Node> sink,
      Consumer<UnreadableException> faults)
      throws UnreadableException {
    read(piece, limits, STRETCH, sink, faults);
  }

  /**
   * The same.
   *
   * @param stretch characters after which no further document is looked at together with those
   *     before
   */
  static void read(
      TextPiece piece,
      DecodeLimits limits,
      int stretch,
      Consumer<Node> sink,
      Consumer<UnreadableException> faults)
      throws UnreadableException {
    if (piece.text().indexOf('\r') < 0) {
      new YamlDocuments(piece, limits, stretch, sink, faults).all();
    } else {
      YamlReader.read(piece, limits, 0, sink, faults);
    }
  }

  private void all() throws UnreadableException {
    line = piece.linesBefore();
    var isGood = true;
    for (var end = 0; isGood && end < piece.text().length(); offset = end) {
      end = cut(offset);
      isGood = these(piece.text().substring(offset, end));
    }
  }

  /** Where a document begins that is not looked at together with the one at {@code from}. */
  private int cut(int from) {
    var text = piece.text();
    var at = text.indexOf(SEPARATOR, from + stretch);
    while (at >= 0) {
      var behind = at + SEPARATOR.length();
      if (behind == text.length() || text.charAt(behind) <= ' ') {
        return at + 1;
      }
      at = text.indexOf(SEPARATOR, behind);
    }
    return text.length();
  }

  /** Hands over these documents; false when all the rest had to be read by the other reader. */
  private boolean these(String text) throws UnreadableException {
    bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    begin = 0;
    if (!new String(bytes, StandardCharsets.ISO_8859_1).equals(text)) {
      rest();
      return false;
    }
    while (begin < bytes.length) {
      var isPlain = !isMark(begin, '.');
      var lines = 0;
      var end = bytes.length;
      for (var at = begin; at < bytes.length; at++) {
        var c = bytes[at];
        if (c == '\n') {
          lines++;
          if (isSeparator(at + 1)) {
            end = at + 1;
            break;
          }
          isPlain &= !isMark(at + 1, '.');
        } else if (c < ' ' || c == '\u007f') {
          isPlain = false; // Control characters, and as negative numbers those beyond ASCII.
        }
      }
      if (!(isPlain && plain(end)) && !other(end)) {
        rest();
        return false;
      }
      begin = end;
      line += lines;
    }
    return true;
  }

  /** Reads what begins here to the end of the text. */
  private void rest() throws UnreadableException {
    var rest = new TextPiece(piece.text().substring(offset + begin), line);
    YamlReader.read(rest, limits, documents, sink, faults);
  }

  private boolean isSeparator(int at) {
    return isMark(at, '-');
  }

  /** Whether a line that begins there begins with three of {@code mark} and nothing behind. */
  private boolean isMark(int at, char mark) {
    if (at + MARKS > bytes.length) {
      return false;
    }
    for (var i = at; i < at + MARKS; i++) {
      if (bytes[i] != mark) {
        return false;
      }
    }
    return at + MARKS == bytes.length || bytes[at + MARKS] <= ' ' && bytes[at + MARKS] >= 0;
  }

  /** Reads a plain document; false, and nothing has happened, when it is none. */
  private boolean plain(int end) {
    var text = new PlainScalars(bytes, begin, end, line + 1, pool);
    var separated = isSeparator(begin);
    if (separated) {
      text.at += MARKS;
      text.skipSpaces();
      if (text.next() != '\n') {
        return false;
      }
      text.at = Math.min(text.at + 1, end);
      text.line++;
      text.lineStart = text.at;
    }
    if (documents >= limits.documents()) {
      return false;
    }
    try {
      sink.accept(PlainYaml.read(text, limits));
      documents++;
      return true;
    } catch (NotPlainException e) {
      return false;
    }
  }

  /** Reads any document; false, and nothing has happened, when it is faulty. */
  private boolean other(int end) {
    var nodes = new ArrayList<Node>();
    var twice = new ArrayList<UnreadableException>();
    try {
      var one = new TextPiece(piece.text().substring(offset + begin, offset + end), line);
      YamlReader.read(one, limits, documents, nodes::add, twice::add);
    } catch (UnreadableException e) {
      return false;
    }
    nodes.forEach(sink);
    twice.forEach(faults);
    documents += nodes.size() + twice.size();
    return true;
  }
}

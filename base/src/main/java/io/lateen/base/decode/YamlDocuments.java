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

  private final byte[] bytes;
  private final TextPiece piece;
  private final DecodeLimits limits;
  private final Consumer<Node> sink;
  private final Consumer<UnreadableException> faults;
  private final TextPool pool;

  /** Where the document that is read begins, and its line, 0-based. */
  private int begin;

  private int line;

  /** Documents that were handed over. */
  private int documents;

  private YamlDocuments(
      byte[] bytes,
      TextPiece piece,
      DecodeLimits limits,
      Consumer<Node> sink,
      Consumer<UnreadableException> faults) {
    this.bytes = bytes;
    this.piece = piece;
    this.limits = limits;
    this.sink = sink;
    this.faults = faults;
    this.pool = new TextPool(bytes.length);
  }

  /** Hands over each document, and each that contradicts itself, in order. */
  static void read(
      TextPiece piece,
      DecodeLimits limits,
      Consumer<Node> sink,
      Consumer<UnreadableException> faults)
      throws UnreadableException {
    var bytes = piece.text().getBytes(StandardCharsets.ISO_8859_1);
    var isLatin = new String(bytes, StandardCharsets.ISO_8859_1).equals(piece.text());
    if (isLatin && piece.text().indexOf('\r') < 0) {
      new YamlDocuments(bytes, piece, limits, sink, faults).all();
    } else {
      YamlReader.read(piece, limits, 0, sink, faults);
    }
  }

  private void all() throws UnreadableException {
    line = piece.linesBefore();
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
        var rest = new TextPiece(piece.text().substring(begin), line);
        YamlReader.read(rest, limits, documents, sink, faults);
        return;
      }
      begin = end;
      line += lines;
    }
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
      var one = new TextPiece(piece.text().substring(begin, end), line);
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

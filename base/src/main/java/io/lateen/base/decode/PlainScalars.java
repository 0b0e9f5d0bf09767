// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.decode;

import io.lateen.base.decode.Node.Scalar;

/**
 * Reads scalars of one line, quoted or not. Knows where in the text it is; belongs to one reading.
 */
final class PlainScalars {

  /** Characters with which a scalar without quotes does not begin (YAML 1.2.2 §5.3). */
  private static final String INDICATORS = ",[]{}#&*!|>%@`\"'?:";

  private static final String FLOW_INDICATORS = ",[]{}";

  final byte[] bytes;
  final int end;
  private final TextPool pool;

  /** The byte to be read next. */
  int at;

  /** 1-based number of the line. */
  int line;

  /** Where the line begins. */
  int lineStart;

  PlainScalars(byte[] bytes, int begin, int end, int line, TextPool pool) {
    this.bytes = bytes;
    this.at = begin;
    this.end = end;
    this.line = line;
    this.lineStart = begin;
    this.pool = pool;
  }

  /** The place of the next byte. */
  Mark here() {
    return new Mark(line, at - lineStart + 1);
  }

  /** The next byte; a line feed behind the end. */
  byte next() {
    return byteAt(at);
  }

  private byte byteAt(int place) {
    return place < end ? bytes[place] : (byte) '\n';
  }

  /** Whether a space, or the end of the line, is so many bytes ahead. */
  boolean isBlank(int ahead) {
    var next = byteAt(at + ahead);
    return next == ' ' || next == '\n';
  }

  void skipSpaces() {
    while (next() == ' ') {
      at++;
    }
  }

  /** Whether nothing but a comment is left of the line, at a place behind a space. */
  boolean isLineEnd() {
    return next() == '\n' || next() == '#';
  }

  /**
   * Reads a scalar.
   *
   * @param inFlow whether it is within brackets or braces
   */
  Scalar read(boolean inFlow) throws NotPlainException {
    return switch (next()) {
      case '"' -> doubleQuoted();
      case '\'' -> singleQuoted();
      default -> unquoted(inFlow);
    };
  }

  private Scalar unquoted(boolean inFlow) throws NotPlainException {
    var first = next();
    if (first == '\n' || INDICATORS.indexOf(first) >= 0 || first == '-' && !isTextAhead(inFlow)) {
      throw NotPlainException.HERE;
    }
    var mark = here();
    var from = at;
    var to = at;
    for (var c = next(); !endsText(c, inFlow); c = next()) {
      at++;
      to = c == ' ' ? to : at;
    }
    at = to;
    return Scalars.resolve(mark, pool.text(bytes, from, to));
  }

  private boolean isTextAhead(boolean inFlow) {
    return !isBlank(1) && !(inFlow && FLOW_INDICATORS.indexOf(byteAt(at + 1)) >= 0);
  }

  private boolean endsText(byte c, boolean inFlow) throws NotPlainException {
    return switch (c) {
      case '\n' -> true;
      case ':' -> {
        if (inFlow && FLOW_INDICATORS.indexOf(byteAt(at + 1)) >= 0) {
          throw NotPlainException.HERE;
        }
        yield isBlank(1);
      }
      case '#' -> bytes[at - 1] == ' ';
      case ',', '[', ']', '{', '}' -> inFlow;
      default -> false;
    };
  }

  private Scalar singleQuoted() throws NotPlainException {
    var mark = here();
    var from = at + 1;
    var doubled = false;
    for (at = from; next() != '\'' || byteAt(at + 1) == '\''; at++) {
      if (next() == '\n') {
        throw NotPlainException.HERE;
      }
      if (next() == '\'') {
        doubled = true;
        at++;
      }
    }
    var text = pool.text(bytes, from, at++);
    return Scalars.string(mark, doubled ? text.replace("''", "'") : text);
  }

  private Scalar doubleQuoted() throws NotPlainException {
    var mark = here();
    var from = at + 1;
    for (at = from; next() != '"'; at++) {
      if (next() == '\n' || next() == '\\') {
        return escaped(mark, from);
      }
    }
    return Scalars.string(mark, pool.text(bytes, from, at++));
  }

  /** The rest of a quoted text from a place at which there may be a backslash. */
  private Scalar escaped(Mark mark, int from) throws NotPlainException {
    var text = new StringBuilder(pool.text(bytes, from, at));
    for (; next() != '"'; at++) {
      if (next() == '\n') {
        throw NotPlainException.HERE;
      }
      if (next() != '\\') {
        text.append((char) next());
        continue;
      }
      at++;
      text.append(
          switch (next()) {
            case '"' -> '"';
            case '\\' -> '\\';
            case 'n' -> '\n';
            case 't' -> '\t';
            default -> throw NotPlainException.HERE;
          });
    }
    at++;
    return Scalars.string(mark, text.toString());
  }
}

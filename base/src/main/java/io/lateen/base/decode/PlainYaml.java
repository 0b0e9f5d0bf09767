// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.decode;

import io.lateen.base.decode.Node.Field;
import io.lateen.base.decode.Node.Mapping;
import io.lateen.base.decode.Node.Scalar;
import io.lateen.base.decode.Node.ScalarType;
import io.lateen.base.decode.Node.Sequence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one YAML document of the sort that people and tools mostly write: objects and lists in
 * lines or, within one line, in braces and brackets; scalars of one line. Everything else (anchors,
 * tags, texts over several lines, characters beyond ASCII, fields that are given twice, and every
 * fault) is {@link NotPlainException not plain} and left to {@link YamlReader}, with which it
 * agrees in nodes and marks (docs/decisions/054).
 */
final class PlainYaml {

  private static final String MERGE_KEY = "<<";

  /** Keys may be longer, but not much (YAML 1.2.2 §7.4.2). */
  private static final int LONGEST_KEY = 1_000;

  /** Objects with more fields look for those that are given twice in a set. */
  private static final int FEW = 16;

  private static final int NOTHING_LEFT = -1;

  private final PlainScalars text;
  private final NodeCounter counter;

  /** Column of the next line that holds something, 0-based; or that of what is read on it. */
  private int column;

  private PlainYaml(PlainScalars text, DecodeLimits limits) {
    this.text = text;
    this.counter = new NodeCounter(limits);
  }

  /**
   * Reads a document.
   *
   * @param text behind the document's separator; nothing but ASCII without control characters
   * @return a null scalar for an empty document
   */
  static Node read(PlainScalars text, DecodeLimits limits) throws NotPlainException {
    try {
      return new PlainYaml(text, limits).document();
    } catch (UnreadableException e) {
      throw NotPlainException.HERE;
    }
  }

  private Node document() throws NotPlainException, UnreadableException {
    var mark = text.here();
    nextLine();
    if (column == NOTHING_LEFT) {
      return nothing(mark);
    }
    var node = block();
    if (column != NOTHING_LEFT) {
      throw NotPlainException.HERE;
    }
    return node;
  }

  /** Goes over blank lines and comments to what comes next, from the begin of a line. */
  private void nextLine() {
    while (text.at < text.end) {
      text.skipSpaces();
      if (!text.isLineEnd()) {
        column = text.at - text.lineStart;
        return;
      }
      while (text.next() != '\n') {
        text.at++;
      }
      text.at++;
      text.line++;
      text.lineStart = text.at;
    }
    column = NOTHING_LEFT;
  }

  /** Ends the line behind a value; a comment needs a space before it. */
  private void endLine() throws NotPlainException {
    var from = text.at;
    text.skipSpaces();
    if (!text.isLineEnd() || text.next() == '#' && text.at == from) {
      throw NotPlainException.HERE;
    }
    nextLine();
  }

  /** Ends the line behind a value in the block at {@code of}; longer texts are not plain. */
  private void endLine(int of) throws NotPlainException {
    endLine();
    if (column > of) {
      throw NotPlainException.HERE;
    }
  }

  private boolean isDash() {
    return text.next() == '-' && text.isBlank(1);
  }

  private Node block() throws NotPlainException, UnreadableException {
    return isDash() ? sequence() : mapping(key());
  }

  private Node sequence() throws NotPlainException, UnreadableException {
    var own = column;
    var mark = text.here();
    counter.count(mark);
    counter.enter(mark);
    var items = new ArrayList<Node>();
    while (column == own && isDash()) {
      items.add(entry(own));
    }
    return left(own, new Sequence(mark, items));
  }

  private Node left(int own, Node node) throws NotPlainException {
    counter.leave();
    if (column > own) {
      throw NotPlainException.HERE;
    }
    return node;
  }

  private Node entry(int own) throws NotPlainException, UnreadableException {
    text.at++;
    var behind = text.here();
    text.skipSpaces();
    if (text.isLineEnd()) {
      endLine();
      return column > own ? block() : nothing(behind);
    }
    column = text.at - text.lineStart;
    if (isDash()) {
      return sequence();
    }
    if (isFlow()) {
      var value = flow();
      endLine(own);
      return value;
    }
    var scalar = scalar(false);
    if (isKey()) {
      return mapping(scalar);
    }
    endLine(own);
    return scalar;
  }

  private Scalar key() throws NotPlainException, UnreadableException {
    var key = scalar(false);
    if (!isKey()) {
      throw NotPlainException.HERE;
    }
    return key;
  }

  private Scalar scalar(boolean inFlow) throws NotPlainException, UnreadableException {
    counter.count(text.here());
    return text.read(inFlow);
  }

  /** Whether the scalar that was read is the name of a field; then the colon is next. */
  private boolean isKey() {
    var behind = text.at;
    text.skipSpaces();
    if (text.next() == ':' && text.isBlank(1)) {
      return true;
    }
    text.at = behind;
    return false;
  }

  private Node mapping(Scalar first) throws NotPlainException, UnreadableException {
    var own = column;
    counter.count(first.mark());
    counter.enter(first.mark());
    var fields = new Fields();
    fields.add(first, value(own));
    while (column == own) {
      var key = key();
      fields.add(key, value(own));
    }
    return left(own, new Mapping(first.mark(), fields.all));
  }

  /** The value behind the colon of a field of the object at {@code own}. */
  private Node value(int own) throws NotPlainException, UnreadableException {
    text.at++;
    var behind = text.here();
    text.skipSpaces();
    if (text.isLineEnd()) {
      endLine();
      return column > own || column == own && isDash() ? block() : nothing(behind);
    }
    var value = isFlow() ? flow() : scalar(false);
    endLine(own);
    return value;
  }

  private Scalar nothing(Mark mark) throws UnreadableException {
    counter.count(mark);
    return new Scalar(mark, ScalarType.NULL, "");
  }

  private boolean isFlow() {
    return text.next() == '{' || text.next() == '[';
  }

  private Node flow() throws NotPlainException, UnreadableException {
    var mark = text.here();
    counter.count(mark);
    counter.enter(mark);
    var isMapping = text.next() == '{';
    text.at++;
    text.skipSpaces();
    var node = isMapping ? new Mapping(mark, flowFields()) : new Sequence(mark, flowItems());
    counter.leave();
    return node;
  }

  private List<Field> flowFields() throws NotPlainException, UnreadableException {
    var fields = new Fields();
    var more = text.next() != '}';
    while (more) {
      var key = scalar(true);
      if (!isKey()) {
        throw NotPlainException.HERE;
      }
      text.at++;
      text.skipSpaces();
      fields.add(key, isFlow() ? flow() : scalar(true));
      more = isMore((byte) '}');
    }
    text.at++;
    return fields.all;
  }

  private List<Node> flowItems() throws NotPlainException, UnreadableException {
    var items = new ArrayList<Node>();
    var more = text.next() != ']';
    while (more) {
      items.add(isFlow() ? flow() : scalar(true));
      more = isMore((byte) ']');
    }
    text.at++;
    return items;
  }

  /** Whether a comma is next, which it goes over, and not the end. */
  private boolean isMore(byte end) throws NotPlainException {
    text.skipSpaces();
    if (text.next() == end) {
      return false;
    }
    if (text.next() != ',' || !text.isBlank(1)) {
      throw NotPlainException.HERE;
    }
    text.at++;
    text.skipSpaces();
    return true;
  }

  /** The fields of an object so far. */
  private static final class Fields {

    private final List<Field> all = new ArrayList<>();
    private @Nullable Set<String> names;

    void add(Scalar key, Node value) throws NotPlainException {
      var name = key.text();
      if (name.equals(MERGE_KEY) || name.length() > LONGEST_KEY || isGiven(name)) {
        throw NotPlainException.HERE;
      }
      all.add(new Field(name, key.mark(), value));
    }

    private boolean isGiven(String name) {
      if (names == null && all.size() == FEW) {
        names = new HashSet<>();
        all.forEach(field -> names.add(field.name()));
      }
      if (names != null) {
        return !names.add(name);
      }
      for (var field : all) {
        if (field.name().equals(name)) {
          return true;
        }
      }
      return false;
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.document;

import io.lateen.base.decode.FieldNames;
import io.lateen.base.decode.Mark;
import io.lateen.base.decode.Node;
import io.lateen.base.decode.Node.Mapping;
import io.lateen.base.decode.Node.Scalar;
import io.lateen.base.decode.Node.ScalarType;
import io.lateen.base.decode.Node.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A place in a document, present or not. A place that is absent has no text, no items and no
 * fields; its line is that of the nearest place above it that is there. A null counts as absent.
 */
public final class Part {

  private final @Nullable Part parent;
  private final String step;
  private final boolean item;
  private final @Nullable Node node;
  private final Mark mark;

  private Part(@Nullable Part parent, String step, boolean item, @Nullable Node node, Mark mark) {
    this.parent = parent;
    this.step = step;
    this.item = item;
    this.node = node;
    this.mark = mark;
  }

  /** The root of a document. */
  public static Part root(Node node) {
    return new Part(null, "", false, node, node.mark());
  }

  /** A field; absent when this is no object or has no such field. */
  public Part at(String field) {
    if (node instanceof Mapping mapping) {
      // Analyzers do little else than this, so no iterator is made for it.
      var fields = mapping.fields();
      for (var index = 0; index < fields.size(); index++) {
        var one = fields.get(index);
        if (one.name().equals(field) && !one.value().isNull()) {
          return new Part(this, field, false, one.value(), one.mark());
        }
      }
    }
    return new Part(this, field, false, null, mark);
  }

  /** A field below fields: {@code at("spec", "selector")}. */
  public Part at(String field, String... more) {
    var found = at(field);
    for (var next : more) {
      found = found.at(next);
    }
    return found;
  }

  /** The items of a list that are not null; none when this is no list. */
  public List<Part> items() {
    if (!(node instanceof Sequence sequence)) {
      return List.of();
    }
    var items = new ArrayList<Part>(sequence.items().size());
    for (var index = 0; index < sequence.items().size(); index++) {
      var one = sequence.items().get(index);
      if (!one.isNull()) {
        items.add(new Part(this, Integer.toString(index), true, one, one.mark()));
      }
    }
    return items;
  }

  /** The fields of an object that are not null, in the order of the text. */
  public List<Part> fields() {
    if (!(node instanceof Mapping mapping)) {
      return List.of();
    }
    var fields = new ArrayList<Part>(mapping.fields().size());
    for (var one : mapping.fields()) {
      if (!one.value().isNull()) {
        fields.add(new Part(this, one.name(), false, one.value(), one.mark()));
      }
    }
    return fields;
  }

  /** Whether there is something here. */
  public boolean exists() {
    return node != null;
  }

  /** The tree that is here. */
  public Optional<Node> node() {
    return Optional.ofNullable(node);
  }

  /** Name of the field, or index of the item. */
  public String name() {
    return step;
  }

  /** The text of a scalar, numbers and booleans as they are written; empty when there is none. */
  public String text() {
    return node instanceof Scalar scalar ? scalar.text() : "";
  }

  /** Whether this is the boolean true. */
  public boolean isTrue() {
    return node instanceof Scalar(_, ScalarType type, String text)
        && type == ScalarType.BOOL
        && text.equals("true");
  }

  /** A whole number; also one in quotes. */
  public OptionalInt number() {
    try {
      return node instanceof Scalar scalar
          ? OptionalInt.of(Integer.parseInt(scalar.text()))
          : OptionalInt.empty();
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  /** The texts of a list. */
  public List<String> texts() {
    if (!(node instanceof Sequence sequence)) {
      return List.of();
    }
    var texts = new ArrayList<String>(sequence.items().size());
    for (var item : sequence.items()) {
      if (!item.isNull()) {
        texts.add(item instanceof Scalar scalar ? scalar.text() : "");
      }
    }
    return List.copyOf(texts);
  }

  /** The texts of an object by name, sorted by name. */
  public Map<String, String> map() {
    var map = new TreeMap<String, String>();
    if (node instanceof Mapping mapping) {
      mapping
          .fields()
          .forEach(
              field -> map.put(field.name(), field.value() instanceof Scalar s ? s.text() : ""));
    }
    return map;
  }

  /** 1-based line; 0 when unknown. */
  public int line() {
    return mark.line();
  }

  /** Path for people: without {@code spec}, which is the whole object to its author. */
  public String path() {
    if (parent == null || (parent.parent == null && step.equals("spec"))) {
      return "";
    }
    var above = parent.path();
    if (item) {
      return above + "[" + step + "]";
    }
    if (!FieldNames.isPlain(step)) {
      return above + "[\"" + step + "\"]";
    }
    return above.isEmpty() ? step : above + "." + step;
  }

  /** JSON pointer of this place in its document (RFC 6901). */
  public String pointer() {
    return parent == null
        ? ""
        : parent.pointer() + "/" + step.replace("~", "~0").replace("/", "~1");
  }
}

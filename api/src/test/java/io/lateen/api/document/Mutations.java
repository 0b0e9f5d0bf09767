// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.document;

import io.lateen.base.decode.Mark;
import io.lateen.base.decode.Node;
import io.lateen.base.decode.Node.Field;
import io.lateen.base.decode.Node.Mapping;
import io.lateen.base.decode.Node.Scalar;
import io.lateen.base.decode.Node.ScalarType;
import io.lateen.base.decode.Node.Sequence;
import io.lateen.testkit.law.Choices;
import io.lateen.testkit.law.Gen;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Documents that somebody has spoiled in one to three places. */
final class Mutations {

  private static final Mark HERE = new Mark(1, 1);

  /** More levels than a text may have. */
  private static final int TOO_DEEP = 200;

  private static final Gen<Node> STRANGE =
      Gen.of(
          new Scalar(HERE, ScalarType.NULL, ""),
          text(""),
          text("*"),
          text("/"),
          text("unix://"),
          text("%"),
          text("a..b"),
          text("~/"),
          text(":"),
          text("("),
          text("1s"),
          text("{**}"),
          text("[::]"),
          text("http://["),
          text("((((a{1000}){1000}){1000}){1000})"),
          text("(".repeat(1_000)),
          text("x".repeat(100_000)),
          text("\u0000\uD800"),
          integer("-1"),
          integer("99999999999999999999999"),
          integer("9".repeat(99)),
          new Scalar(HERE, ScalarType.FLOAT, "1.5"),
          new Scalar(HERE, ScalarType.FLOAT, "1E+399"),
          new Scalar(HERE, ScalarType.BOOL, "true"),
          new Sequence(HERE, List.of()),
          new Sequence(HERE, List.of(new Scalar(HERE, ScalarType.NULL, ""))),
          new Sequence(HERE, List.of(text("a"), text("a"))),
          new Sequence(HERE, List.of(new Mapping(HERE, List.of()))),
          new Sequence(HERE, Collections.nCopies(5_000, text("a"))),
          new Sequence(HERE, Collections.nCopies(2_000, new Mapping(HERE, List.of()))),
          deep(),
          new Mapping(HERE, List.of()),
          new Mapping(HERE, List.of(new Field("", HERE, text("x")))));

  private Mutations() {}

  private static Node text(String text) {
    return new Scalar(HERE, ScalarType.STRING, text);
  }

  private static Node integer(String text) {
    return new Scalar(HERE, ScalarType.INTEGER, text);
  }

  private static Node deep() {
    Node node = text("a");
    for (var level = 0; level < TOO_DEEP; level++) {
      node =
          level % 2 == 0
              ? new Sequence(HERE, List.of(node))
              : new Mapping(HERE, List.of(new Field("a", HERE, node)));
    }
    return node;
  }

  /** A document of some, spoiled. */
  static Gen<Node> of(List<Node> documents) {
    return choices -> {
      var root = documents.get((int) choices.next(documents.size()));
      var times = 1 + (int) choices.next(3);
      for (var time = 0; time < times && size(root) > 1; time++) {
        root = changed(root, 1 + (int) choices.next(size(root) - 1), choices);
      }
      return root;
    };
  }

  private static int size(Node node) {
    return switch (node) {
      case Scalar scalar -> 1;
      case Sequence list -> 1 + list.items().stream().mapToInt(Mutations::size).sum();
      case Mapping map -> 1 + map.fields().stream().mapToInt(field -> size(field.value())).sum();
    };
  }

  /** The tree with the node at {@code index}, counted from the root, changed. */
  private static Node changed(Node node, int index, Choices choices) {
    if (index == 0) {
      return spoiled(node, choices);
    }
    var before = 1;
    return switch (node) {
      case Scalar scalar -> scalar;
      case Sequence list -> {
        var items = new ArrayList<Node>();
        for (var item : list.items()) {
          items.add(changedIfInside(item, index - before, choices));
          before += size(item);
        }
        yield new Sequence(HERE, items);
      }
      case Mapping map -> {
        var fields = new ArrayList<Field>();
        for (var field : map.fields()) {
          var value = changedIfInside(field.value(), index - before, choices);
          fields.add(new Field(field.name(), HERE, value));
          before += size(field.value());
        }
        yield new Mapping(HERE, fields);
      }
    };
  }

  private static Node changedIfInside(Node node, int index, Choices choices) {
    return index >= 0 && index < size(node) ? changed(node, index, choices) : node;
  }

  private static Node spoiled(Node node, Choices choices) {
    return switch (node) {
      case Mapping map when !map.fields().isEmpty() && choices.next(2) == 1 ->
          withoutOrRenamed(map, choices);
      case Sequence list when !list.items().isEmpty() && choices.next(2) == 1 ->
          repeated(list, choices);
      default -> STRANGE.draw(choices);
    };
  }

  private static Node withoutOrRenamed(Mapping map, Choices choices) {
    var fields = new ArrayList<>(map.fields());
    var field = fields.remove((int) choices.next(fields.size()));
    switch ((int) choices.next(3)) {
      case 1 -> fields.add(new Field(field.name() + "x", HERE, field.value()));
      case 2 -> fields.add(new Field("k".repeat(5_000), HERE, field.value()));
      default -> {}
    }
    return new Mapping(HERE, fields);
  }

  private static Node repeated(Sequence list, Choices choices) {
    var items = new ArrayList<>(list.items());
    var item = items.get((int) choices.next(items.size()));
    items.addAll(Collections.nCopies(choices.next(2) == 0 ? 1 : 300, item));
    return new Sequence(HERE, items);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.base.decode.Documents;
import io.lateen.base.decode.Json;
import io.lateen.base.decode.Mark;
import io.lateen.base.decode.Node;
import io.lateen.base.decode.Node.Field;
import io.lateen.base.decode.Node.Mapping;
import io.lateen.base.decode.Node.Scalar;
import io.lateen.base.decode.Node.ScalarType;
import io.lateen.base.decode.Node.Sequence;
import io.lateen.testkit.law.Choices;
import io.lateen.testkit.law.Gen;
import io.lateen.testkit.law.Property;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever an author writes in place of a value, decoders answer with problems, never throw. */
class MutationTest {

  private static final int CASES = 400;
  private static final Mark HERE = new Mark(1, 1);

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
          new Scalar(HERE, ScalarType.INTEGER, "-1"),
          new Scalar(HERE, ScalarType.INTEGER, "99999999999999999999999"),
          new Scalar(HERE, ScalarType.FLOAT, "1.5"),
          new Scalar(HERE, ScalarType.BOOL, "true"),
          new Sequence(HERE, List.of()),
          new Sequence(HERE, List.of(new Scalar(HERE, ScalarType.NULL, ""))),
          new Sequence(HERE, List.of(text("a"), text("a"))),
          new Sequence(HERE, List.of(new Mapping(HERE, List.of()))),
          new Mapping(HERE, List.of()),
          new Mapping(HERE, List.of(new Field("", HERE, text("x")))));

  private static Node text(String text) {
    return new Scalar(HERE, ScalarType.STRING, text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "virtual-service.yaml",
        "destination-rule.yaml",
        "gateway.yaml",
        "service-entry.yaml",
        "sidecar.yaml",
        "kubernetes.yaml",
        "mesh-config.yaml",
        "security.yaml",
        "telemetry.yaml",
        "extensions.yaml",
        "proxies.yaml",
      })
  void decodersNeverThrow(String file) {
    var documents = Documents.read(file, Valid.text(file)).roots();
    Gen<String> mutants =
        choices -> {
          var root = documents.get((int) choices.next(documents.size()));
          return Json.write(mutant(root, 1 + (int) choices.next(size(root) - 1), choices));
        };
    Property.forAll(
        Property.seed(),
        CASES,
        mutants,
        json -> {
          var decoded = new DocumentDecoder().decode(file, json);
          assertThat(decoded.valid().isEmpty()).isEqualTo(decoded.problems().hasErrors());
        });
  }

  private static int size(Node node) {
    return switch (node) {
      case Scalar scalar -> 1;
      case Sequence list -> 1 + list.items().stream().mapToInt(MutationTest::size).sum();
      case Mapping map -> 1 + map.fields().stream().mapToInt(field -> size(field.value())).sum();
    };
  }

  /** The tree with the node at {@code index}, counted from the root, replaced. */
  private static Node mutant(Node node, int index, Choices choices) {
    if (index == 0) {
      return STRANGE.draw(choices);
    }
    var before = 1;
    return switch (node) {
      case Scalar scalar -> scalar;
      case Sequence list -> {
        var items = new ArrayList<Node>();
        for (var item : list.items()) {
          items.add(mutantIfInside(item, index - before, choices));
          before += size(item);
        }
        yield new Sequence(HERE, items);
      }
      case Mapping map -> {
        var fields = new ArrayList<Field>();
        for (var field : map.fields()) {
          var value = mutantIfInside(field.value(), index - before, choices);
          fields.add(new Field(field.name(), HERE, value));
          before += size(field.value());
        }
        yield new Mapping(HERE, fields);
      }
    };
  }

  private static Node mutantIfInside(Node node, int index, Choices choices) {
    return index >= 0 && index < size(node) ? mutant(node, index, choices) : node;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.virtualservice;

import io.lateen.base.decode.Json;
import io.lateen.base.decode.Node;
import io.lateen.base.decode.Node.Field;
import io.lateen.base.decode.Node.Mapping;
import io.lateen.base.decode.Node.Sequence;
import java.util.Comparator;
import java.util.Optional;

/** Trees as texts that are equal when the trees mean the same, whatever the order of fields. */
final class Canonical {

  private Canonical() {}

  static String text(Node node) {
    return Json.write(sorted(node));
  }

  static String text(Optional<Node> node) {
    return node.map(Canonical::text).orElse("");
  }

  private static Node sorted(Node node) {
    return switch (node) {
      case Mapping mapping ->
          new Mapping(
              mapping.mark(),
              mapping.fields().stream()
                  .filter(field -> !field.value().isNull())
                  .sorted(Comparator.comparing(Field::name))
                  .map(field -> new Field(field.name(), field.mark(), sorted(field.value())))
                  .toList());
      case Sequence sequence ->
          new Sequence(sequence.mark(), sequence.items().stream().map(Canonical::sorted).toList());
      case Node.Scalar scalar -> scalar;
    };
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.analysis.Code;
import io.lateen.analysis.document.DocumentReader.Read;
import io.lateen.base.decode.Documents;
import io.lateen.base.decode.Json;
import io.lateen.base.decode.Node;
import io.lateen.base.decode.Node.Field;
import io.lateen.base.decode.Node.Mapping;
import io.lateen.base.decode.Node.Scalar;
import io.lateen.base.decode.Node.ScalarType;
import io.lateen.base.decode.Node.Sequence;
import io.lateen.testkit.golden.GoldenCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Documents with parts that are missing, of another kind or absurd never stop an analyzer. */
class MutatedDocumentsTest {

  private static final int SEEDS = 60;
  private static final List<String> ABSURD =
      List.of("", "*", "/", "~", "999999999999", "-1", "a/b/c", "*.*", "[", "\u0000", "mesh");

  @Test
  void noAnalyzerFails() {
    var roots = new ArrayList<Node>();
    for (var golden : GoldenCase.of("findings")) {
      roots.addAll(Documents.read(golden.name(), golden.text()).roots());
    }
    for (var seed = 1L; seed <= SEEDS; seed++) {
      var random = new Random(seed);
      var text =
          roots.stream()
              .map(root -> Json.write(mutated(root, random, 0)))
              .collect(Collectors.joining("\n"));
      Read read = Texts.read("mutated.json", text);
      assertThat(Texts.analyze(read))
          .as("seed %d", seed)
          .noneMatch(finding -> finding.code() == Code.INTERNAL_ERROR);
    }
  }

  /** The first levels stay, so that most documents still have a kind and a name. */
  private static Node mutated(Node node, Random random, int depth) {
    if (depth > 1 && random.nextInt(20) == 0) {
      return absurd(node, random);
    }
    return switch (node) {
      case Mapping mapping ->
          new Mapping(
              mapping.mark(),
              mapping.fields().stream()
                  .filter(field -> depth < 2 || random.nextInt(20) > 0)
                  .map(
                      field ->
                          new Field(
                              field.name(),
                              field.mark(),
                              mutated(field.value(), random, depth + 1)))
                  .toList());
      case Sequence sequence ->
          new Sequence(
              sequence.mark(),
              sequence.items().stream().map(item -> mutated(item, random, depth + 1)).toList());
      case Scalar scalar -> scalar;
    };
  }

  private static Node absurd(Node node, Random random) {
    var text = ABSURD.get(random.nextInt(ABSURD.size()));
    var scalar = new Scalar(node.mark(), ScalarType.STRING, text);
    return switch (random.nextInt(5)) {
      case 0 -> new Scalar(node.mark(), ScalarType.NULL, "null");
      case 1 -> new Sequence(node.mark(), List.of(scalar, node));
      case 2 -> new Mapping(node.mark(), List.of(new Field("x", node.mark(), scalar)));
      case 3 -> new Scalar(node.mark(), ScalarType.INTEGER, "123456789012");
      default -> scalar;
    };
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.oracle;

import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Resources reduced to what they mean. A rule is one of the two kinds: a part that is expected to
 * differ is taken out ({@link ExpectedDifferences}), or two spellings of the same become one
 * ({@link Spellings}). What no rule names is compared exactly, with the order of every list.
 */
public final class Meaning {

  private static final List<Consumer<ObjectNode>> BOTH =
      List.of(
          ExpectedDifferences::withoutTelemetry,
          Spellings::typedSubjectNames,
          Spellings::dnsCluster,
          Spellings::percentage,
          Spellings::sourcedMetadata,
          Spellings::unorderedLists,
          Spellings::defaults);

  private static final List<Consumer<ObjectNode>> THEIRS =
      List.of(ExpectedDifferences::withoutIstioFilters, Spellings::grpcTimeout);

  private static final List<Consumer<ObjectNode>> OURS =
      List.of(ExpectedDifferences::withoutAlpnState, ExpectedDifferences::withoutMergeWindow);

  private Meaning() {}

  /** What Istio's resource means. */
  public static JsonNode ofTheirs(JsonNode resource) {
    return reduced(resource, THEIRS);
  }

  /** What our resource means. */
  public static JsonNode ofOurs(JsonNode resource) {
    return reduced(resource, OURS);
  }

  private static JsonNode reduced(JsonNode resource, List<Consumer<ObjectNode>> side) {
    var copy = resource.deepCopy();
    visit(copy, side);
    visit(copy, BOTH);
    return copy;
  }

  /** Inner objects first. */
  private static void visit(JsonNode tree, List<Consumer<ObjectNode>> rules) {
    if (tree instanceof ArrayNode list) {
      list.forEach(item -> visit(item, rules));
    } else if (tree instanceof ObjectNode object) {
      List.copyOf(object.values()).forEach(value -> visit(value, rules));
      rules.forEach(rule -> rule.accept(object));
    }
  }
}

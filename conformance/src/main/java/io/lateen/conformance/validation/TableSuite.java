// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.validation;

import io.lateen.base.problem.Severity;
import io.lateen.cli.offline.Validation;
import io.lateen.cli.offline.ValidationResult;
import io.lateen.client.DocumentSource;
import io.lateen.conformance.Case;
import io.lateen.conformance.Suite;
import io.lateen.conformance.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tables of Istio's validation tests: the verdict must be the same, and a warning must come
 * where one is expected. The words may differ, but each message names a path or an object.
 */
public final class TableSuite implements Suite {

  static final JsonMapper JSON = JsonMapper.builder().build();

  /** Constants of Go that stand for values of enumerations, by their number. */
  private static final Map<String, List<String>> CONSTANTS =
      Map.of(
          "networking.OutboundTrafficPolicy_Mode",
          List.of("REGISTRY_ONLY", "ALLOW_ANY", "ALLOW_ANY", "ALLOW_ANY_DYNAMIC_DNS"));

  @Override
  public String name() {
    return "validation-tables";
  }

  @Override
  public String place() {
    return "validation-tables/cases.json";
  }

  @Override
  public List<Case> cases(Path collection) throws IOException {
    var found = new ArrayList<Case>();
    var names = new HashMap<String, Integer>();
    for (var table : JSON.readTree(collection.resolve(place()).toFile())) {
      var test = table.path("test").asString("");
      var index = 0;
      for (var one : table.path("cases")) {
        var label = one.path("name").asString(Integer.toString(index++));
        var count = names.merge(test + "/" + label, 1, Integer::sum);
        var name = test + "/" + label + (count == 1 ? "" : "#" + count);
        found.add(new Case(name, () -> judge(test, table.path("fieldTypes"), one)));
      }
    }
    return found;
  }

  private static Verdict judge(String test, JsonNode types, JsonNode one) {
    var document = constants(Fragment.document(test, types, one)).toPrettyString();
    var results = Validation.of(new DocumentSource("case", document));
    var expected = Expectation.of(one);
    // A kind that is not read is no verdict on the object.
    var judged = results.stream().noneMatch(TableSuite::isUnread);
    var valid = results.stream().allMatch(result -> result.valid());
    var problems = results.stream().flatMap(result -> result.problems().stream()).toList();
    var warned = problems.stream().anyMatch(problem -> problem.severity() == Severity.WARNING);
    var mute =
        problems.stream().anyMatch(found -> found.path().isEmpty() && found.object().isEmpty());
    var text = new StringBuilder(document).append('\n');
    problems.forEach(problem -> text.append(problem.render()).append('\n'));
    if (!judged) {
      return Verdict.failed(problems.getFirst().message(), text::toString);
    }
    if (valid != expected.valid()) {
      var why =
          expected.valid()
              ? "must be accepted: " + (problems.isEmpty() ? "" : problems.getFirst().render())
              : "must be refused " + expected.error();
      return Verdict.failed(why, text::toString);
    }
    if (expected.warning() && !warned && valid) {
      return Verdict.failed("a warning is expected " + expected.words(), text::toString);
    }
    return mute ? Verdict.failed("a message names no path", text::toString) : Verdict.PASSED;
  }

  /** Whether all that is known of a document is that its kind is not read. */
  static boolean isUnread(ValidationResult result) {
    return result.problems().stream()
        .anyMatch(problem -> problem.object().isEmpty() && problem.path().equals("kind"));
  }

  private static JsonNode constants(JsonNode tree) {
    if (tree.has("__goExpr")) {
      var values = CONSTANTS.get(tree.path("__goExpr").asString(""));
      return values == null
          ? tree
          : JSON.getNodeFactory().stringNode(values.get(tree.path("args").path(0).asInt(0)));
    }
    if (tree instanceof ObjectNode object) {
      for (var field : List.copyOf(object.propertyNames())) {
        object.set(field, constants(object.path(field)));
      }
      restoreKind(object.path("targetRef"));
      object.path("targetRefs").forEach(TableSuite::restoreKind);
    }
    return tree;
  }

  /** Group and kind of a target are constants of Go that the collection has lost. */
  private static void restoreKind(JsonNode target) {
    if (target instanceof ObjectNode object && !object.has("kind") && !object.has("group")) {
      object.put("group", "gateway.networking.k8s.io").put("kind", "Gateway");
    }
  }
}

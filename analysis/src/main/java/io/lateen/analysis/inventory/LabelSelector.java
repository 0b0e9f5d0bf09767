// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.inventory;

import io.lateen.analysis.document.Part;
import java.util.List;
import java.util.Map;

/**
 * A Kubernetes selector with labels and expressions (Kubernetes API meta/v1 LabelSelector). One
 * that is absent selects everything, as in webhooks.
 *
 * @param labels labels that must be there
 * @param expressions further conditions
 */
public record LabelSelector(Map<String, String> labels, List<Expression> expressions) {

  /**
   * One condition.
   *
   * @param operator {@code In}, {@code NotIn}, {@code Exists} or {@code DoesNotExist}
   */
  public record Expression(String key, String operator, List<String> values) {

    boolean matches(Map<String, String> labels) {
      var value = labels.get(key);
      return switch (operator) {
        case "In" -> value != null && values.contains(value);
        case "NotIn" -> value == null || !values.contains(value);
        case "Exists" -> value != null;
        case "DoesNotExist" -> value == null;
        default -> false;
      };
    }
  }

  /** The selector at a place. */
  public static LabelSelector of(Part part) {
    var expressions =
        part.at("matchExpressions").items().stream()
            .map(
                one ->
                    new Expression(
                        one.at("key").text(), one.at("operator").text(), one.at("values").texts()))
            .toList();
    return new LabelSelector(part.at("matchLabels").map(), expressions);
  }

  /** Whether labels fulfil all conditions. */
  public boolean matches(Map<String, String> others) {
    return Pods.covers(labels, others)
        && expressions.stream().allMatch(expression -> expression.matches(others));
  }
}

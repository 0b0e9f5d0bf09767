// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.meshconfig;

import io.lateen.base.Copies;
import java.util.List;
import java.util.Map;

/**
 * Picks objects by their labels (Kubernetes API meta/v1 LabelSelector); without any condition it
 * picks all.
 *
 * @param matchLabels labels that an object must carry, all of them
 * @param matchExpressions conditions that must hold, all of them
 */
public record LabelSelector(Map<String, String> matchLabels, List<Requirement> matchExpressions) {

  /** Copies the collections. */
  public LabelSelector {
    matchLabels = Copies.sorted(matchLabels);
    matchExpressions = List.copyOf(matchExpressions);
  }

  /** Whether an object with these labels is picked. */
  public boolean selects(Map<String, String> labels) {
    return labels.entrySet().containsAll(matchLabels.entrySet())
        && matchExpressions.stream().allMatch(one -> one.holds(labels));
  }

  /**
   * A condition on one label.
   *
   * @param key name of the label
   * @param operator how its value is judged
   * @param values values for {@code In} and {@code NotIn}
   */
  public record Requirement(String key, Operator operator, List<String> values) {

    /** Copies the list. */
    public Requirement {
      values = List.copyOf(values);
    }

    boolean holds(Map<String, String> labels) {
      var there = labels.containsKey(key);
      return switch (operator) {
        case In -> there && values.contains(labels.get(key));
        case NotIn -> !there || !values.contains(labels.get(key));
        case Exists -> there;
        case DoesNotExist -> !there;
      };
    }
  }

  /** How the value of a label is judged. */
  public enum Operator {
    /** It is one of the values. */
    In,
    /** It is none of the values, or the label is not there. */
    NotIn,
    /** The label is there. */
    Exists,
    /** The label is not there. */
    DoesNotExist
  }
}

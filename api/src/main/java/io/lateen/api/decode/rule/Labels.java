// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.rule;

import io.lateen.api.WorkloadSelector;
import io.lateen.base.decode.ObjectReader;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Rules for labels and selectors (pkg/config/labels/instance.go). */
public final class Labels {

  private static final int MAX_NAME = 63;
  private static final int MAX_PREFIX = 253;

  /** Most labels of an object and of a selector named {@code labels} (istio CRD). */
  private static final int MAX_LABELS = 256;

  /** Most labels of a selector named {@code matchLabels} (istio CRD). */
  private static final int MAX_MATCH_LABELS = 4096;

  private static final Pattern NAME = Pattern.compile("(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]");

  private Labels() {}

  /** The labels in a field. */
  public static Map<String, String> read(ObjectReader in, String field) {
    var labels = in.stringMap(field);
    labels.forEach(
        (key, value) -> {
          keyFault(key).ifPresent(fault -> in.error(field, fault));
          if (!value.isEmpty() && !NAME.matcher(value).matches()) {
            in.error(field, "\"" + value + "\" is not a valid value of a label");
          }
        });
    return labels;
  }

  private static Optional<String> keyFault(String key) {
    var slash = key.indexOf('/');
    var prefix = slash < 0 ? "" : key.substring(0, slash);
    var name = key.substring(slash + 1);
    var validPrefix =
        slash < 0
            || (prefix.length() <= MAX_PREFIX
                && !prefix.endsWith(".")
                && prefix.chars().anyMatch(Character::isLetterOrDigit)
                && Pattern.matches("[-A-Za-z0-9.]+", prefix));
    return validPrefix && name.length() <= MAX_NAME && NAME.matcher(name).matches()
        ? Optional.empty()
        : Optional.of("\"" + key + "\" is not a valid name of a label");
  }

  /**
   * The selector in a field; its labels are in {@code labels} or {@code matchLabels}, depending on
   * the kind.
   */
  public static Optional<WorkloadSelector> selector(
      ObjectReader in, String field, String labelsField) {
    return in.object(field, selector -> selector(selector, labelsField));
  }

  private static WorkloadSelector selector(ObjectReader in, String labelsField) {
    var labels = in.stringMap(labelsField);
    Bounds.entries(in, labelsField, labelsField.equals("labels") ? MAX_LABELS : MAX_MATCH_LABELS);
    labels.forEach(
        (key, value) -> {
          if (key.isEmpty()) {
            in.error(labelsField, "the name of a label must not be empty");
          }
          if (key.contains("*") || value.contains("*")) {
            in.error(labelsField, "wildcards are not allowed: " + key + "=" + value);
          }
          if (value.length() > MAX_NAME) {
            in.error(labelsField, "the value of " + key + " is longer than " + MAX_NAME);
          }
        });
    if (labels.isEmpty()) {
      in.warning(labelsField, "the selector has no labels and picks every workload", "");
    }
    in.done();
    return new WorkloadSelector(labels);
  }
}

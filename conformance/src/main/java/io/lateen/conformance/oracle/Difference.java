// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.oracle;

import io.lateen.cli.objects.LineDiff;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where two trees part for the first time, in the order of paths.
 *
 * @param path fields and positions from the root
 * @param theirs what is expected there
 * @param ours what is there
 */
public record Difference(String path, String theirs, String ours) {

  private static final int MAX_VALUE = 150;

  @Override
  public String toString() {
    return path + ": theirs " + theirs + ", ours " + ours;
  }

  public static Optional<Difference> first(JsonNode theirs, JsonNode ours) {
    return first(theirs, ours, "");
  }

  private static Optional<Difference> first(JsonNode theirs, JsonNode ours, String path) {
    if (theirs instanceof ObjectNode left && ours instanceof ObjectNode right) {
      return fields(left, right, path);
    }
    if (theirs instanceof ArrayNode left && ours instanceof ArrayNode right) {
      return items(left, right, path);
    }
    return isSame(theirs, ours)
        ? Optional.empty()
        : Optional.of(new Difference(path, brief(theirs), brief(ours)));
  }

  /** Numbers are equal by value: one side may have read 1 where the other has 1.0. */
  private static boolean isSame(JsonNode theirs, JsonNode ours) {
    return theirs.isNumber() && ours.isNumber()
        ? theirs.doubleValue() == ours.doubleValue()
        : theirs.equals(ours);
  }

  private static Optional<Difference> fields(ObjectNode theirs, ObjectNode ours, String path) {
    var names = new TreeSet<>(theirs.propertyNames());
    names.addAll(ours.propertyNames());
    for (var name : names) {
      var found = first(theirs.path(name), ours.path(name), path + "." + name);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<Difference> items(ArrayNode theirs, ArrayNode ours, String path) {
    for (int index = 0; index < Math.max(theirs.size(), ours.size()); index++) {
      var found = first(theirs.path(index), ours.path(index), path + "[" + index + "]");
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static String brief(JsonNode value) {
    var text = value.isMissingNode() ? "nothing" : value.toString();
    return text.length() > MAX_VALUE ? text.substring(0, MAX_VALUE) + "…" : text;
  }

  /** Both trees as text with sorted fields, line by line: theirs with -, ours with +. */
  public static String unified(JsonNode theirs, JsonNode ours) {
    return String.join(
        "\n",
        LineDiff.unified(
            "theirs",
            "ours",
            canonical(theirs).lines().toList(),
            canonical(ours).lines().toList()));
  }

  private static String canonical(JsonNode tree) {
    var plain = OracleSuite.JSON.treeToValue(tree, Object.class);
    return OracleSuite.JSON
        .writer()
        .with(SerializationFeature.INDENT_OUTPUT)
        .with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .writeValueAsString(plain);
  }
}

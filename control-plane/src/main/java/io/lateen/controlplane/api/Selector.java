// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * {@code labelSelector} with equality, inequality and presence, and {@code fieldSelector} on name
 * and namespace (Kubernetes documentation, "Labels and Selectors", "Field Selectors").
 */
record Selector(List<Predicate<JsonNode>> conditions) {

  /** Terms of one selector; more of them are refused. */
  private static final int MAX_TERMS = 64;

  private static final Set<String> OWN_FIELDS = Set.of("metadata.name", "metadata.namespace");

  static Selector parse(Call call) {
    return parse(call, Set.of());
  }

  /**
   * The selector of a call.
   *
   * @param more paths of fields that may be selected by, beside name and namespace
   */
  static Selector parse(Call call, Set<String> more) {
    var conditions = new ArrayList<Predicate<JsonNode>>();
    call.parameter("labelSelector").ifPresent(text -> terms(text, conditions, Selector::label));
    call.parameter("fieldSelector")
        .ifPresent(text -> terms(text, conditions, term -> field(term, more)));
    return new Selector(List.copyOf(conditions));
  }

  boolean matches(JsonNode object) {
    return conditions.stream().allMatch(condition -> condition.test(object));
  }

  private static void terms(
      String text,
      List<Predicate<JsonNode>> conditions,
      Function<String, Predicate<JsonNode>> condition) {
    var terms = text.split(",");
    if (terms.length > MAX_TERMS) {
      throw new Refusal(Statuses.badRequest("a selector has at most " + MAX_TERMS + " terms"));
    }
    for (var term : terms) {
      conditions.add(condition.apply(term.strip()));
    }
  }

  private static Predicate<JsonNode> label(String term) {
    if (term.contains("(")) {
      throw new Refusal(Statuses.badRequest("set-based selectors are not served: " + term));
    }
    var unequal = term.indexOf("!=");
    var equal = term.indexOf('=');
    if (unequal > 0) {
      var value = term.substring(unequal + 2);
      return object -> !labelOf(object, term.substring(0, unequal)).equals(value);
    }
    if (equal > 0) {
      var value = term.substring(term.startsWith("==", equal) ? equal + 2 : equal + 1);
      return object -> labelOf(object, term.substring(0, equal)).equals(value);
    }
    return term.startsWith("!")
        ? object -> !labels(object).has(term.substring(1))
        : object -> labels(object).has(term);
  }

  private static Predicate<JsonNode> field(String term, Set<String> more) {
    var equal = term.indexOf('=');
    var path = equal < 0 ? term : term.substring(0, equal);
    if (equal < 0 || !(OWN_FIELDS.contains(path) || more.contains(path))) {
      throw new Refusal(Statuses.badRequest("this field selector is not served: " + term));
    }
    var value = term.substring(term.startsWith("==", equal) ? equal + 2 : equal + 1);
    return object -> object.at("/" + path.replace('.', '/')).asString("").equals(value);
  }

  private static JsonNode labels(JsonNode object) {
    return object.path("metadata").path("labels");
  }

  private static String labelOf(JsonNode object, String key) {
    return labels(object).path(key).asString("");
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.validation;

import tools.jackson.databind.JsonNode;

/**
 * What a case of a table expects. The tables spell it in several ways.
 *
 * @param valid whether the object is accepted
 * @param error part of Istio's message; may be empty
 * @param warning whether a warning must come
 * @param words part of Istio's warning; may be empty
 */
record Expectation(boolean valid, String error, boolean warning, String words) {

  static Expectation of(JsonNode one) {
    var error = text(one, "out", "err");
    var warning = first(one, "warning", "Warning", "warn");
    var words = warning.isString() ? warning.asString("") : "";
    return new Expectation(
        isValid(one, error), error, !words.isEmpty() || warning.asBoolean(false), words);
  }

  private static boolean isValid(JsonNode one, String error) {
    var verdict = first(one, "valid", "isValid");
    if (verdict.isBoolean()) {
      return verdict.asBoolean(true);
    }
    return error.isEmpty()
        && !one.path("wantErr").asBoolean(false)
        && !one.path("expected").has("__goExpr");
  }

  private static String text(JsonNode one, String... fields) {
    return first(one, fields).asString("");
  }

  private static JsonNode first(JsonNode one, String... fields) {
    for (var field : fields) {
      if (one.has(field)) {
        return one.path(field);
      }
    }
    return one.path("");
  }
}

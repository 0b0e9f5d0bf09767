// SPDX-License-Identifier: Apache-2.0
package io.lateen.client;

import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.base.problem.Problems;
import io.lateen.base.problem.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * What an apply did.
 *
 * @param accepted whether everything was valid and is stored
 * @param revision of the store afterwards; feed it to {@link ApiClient#awaitRevision}
 * @param results one for each document that names an object
 * @param problems of all documents, errors and warnings
 */
public record ApplyReport(
    boolean accepted, long revision, List<Applied> results, Problems problems) {

  /**
   * One object.
   *
   * @param outcome created, configured, unchanged, invalid or not written
   */
  public record Applied(String group, String kind, String namespace, String name, String outcome) {}

  static ApplyReport of(JsonNode answer) {
    var results = new ArrayList<Applied>();
    for (var result : answer.path("results")) {
      results.add(
          new Applied(
              result.path("group").asString(""),
              result.path("kind").asString(""),
              result.path("namespace").asString(""),
              result.path("name").asString(""),
              result.path("outcome").asString("")));
    }
    return new ApplyReport(
        answer.path("accepted").asBoolean(false),
        answer.path("revision").asLong(0),
        List.copyOf(results),
        problems(answer.path("problems")));
  }

  /** The problems of an answer's array. */
  public static Problems problems(JsonNode array) {
    var problems = new ArrayList<Problem>();
    for (var problem : array) {
      problems.add(
          new Problem(
              severity(problem.path("severity").asString("error")),
              new Location(
                  problem.path("source").asString(""),
                  problem.path("line").asInt(0),
                  problem.path("column").asInt(0)),
              problem.path("object").asString(""),
              problem.path("path").asString(""),
              problem.path("message").asString(""),
              problem.path("fix").asString("")));
    }
    return new Problems(problems);
  }

  private static Severity severity(String word) {
    for (var severity : Severity.values()) {
      if (severity.name().equals(word.toUpperCase(Locale.ROOT))) {
        return severity;
      }
    }
    return Severity.ERROR;
  }
}

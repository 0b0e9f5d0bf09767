// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance;

import java.util.List;

/**
 * What came of a suite.
 *
 * @param results all cases in their order
 */
record SuiteReport(String name, List<Result> results) {

  /**
   * What came of a case.
   *
   * @param exception why it need not pass; empty when it must
   */
  record Result(String name, Verdict verdict, String exception) {

    boolean isExcepted() {
      return !verdict.passed() && !exception.isEmpty();
    }

    boolean isFailed() {
      return !verdict.passed() && exception.isEmpty();
    }
  }

  SuiteReport {
    results = List.copyOf(results);
  }

  long passed() {
    return results.stream().filter(result -> result.verdict().passed()).count();
  }

  List<Result> excepted() {
    return results.stream().filter(Result::isExcepted).toList();
  }

  List<Result> failed() {
    return results.stream().filter(Result::isFailed).toList();
  }

  /** The line of the suite. */
  String line() {
    return "%s %d/%d %d excepted".formatted(name, passed(), results.size(), excepted().size());
  }
}

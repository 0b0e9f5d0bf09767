// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Judges the cases of suites, several at a time. */
final class Runner {

  private final Path collection;
  private final Exceptions exceptions;

  Runner(Path collection, Exceptions exceptions) {
    this.collection = collection;
    this.exceptions = exceptions;
  }

  SuiteReport run(Suite suite) throws IOException {
    return run(suite.name(), suite.cases(collection));
  }

  SuiteReport run(String suite, List<Case> cases) {
    return new SuiteReport(
        suite,
        cases.parallelStream()
            .map(
                one ->
                    new SuiteReport.Result(
                        one.name(), one.run(), exceptions.reason(suite, one.name()).orElse("")))
            .toList());
  }
}

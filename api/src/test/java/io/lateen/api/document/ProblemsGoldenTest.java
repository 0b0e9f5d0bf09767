// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.document;

import io.lateen.testkit.golden.GoldenCase;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Faulty documents, and all that users are told about them. */
class ProblemsGoldenTest {

  static List<GoldenCase> cases() {
    return GoldenCase.of("problems");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void problemsReadAsExpected(GoldenCase golden) {
    var decoded = new DocumentDecoder().decode(golden.name() + ".yaml", golden.text());
    var verdicts =
        decoded.objects().stream()
            .map(one -> one.key().display() + (one.object().isPresent() ? ": used" : ": refused"))
            .collect(Collectors.joining("\n"));
    golden.verify("out.txt", decoded.problems().render() + "\n\n" + verdicts + "\n");
  }
}

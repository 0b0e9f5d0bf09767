// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.run;

import io.lateen.testkit.golden.GoldenCase;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents of each subject, and all that is found in them. */
class FindingsGoldenTest {

  static List<GoldenCase> cases() {
    return GoldenCase.of("findings");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void findingsAreAsExpected(GoldenCase golden) {
    var findings = Texts.analyze(Texts.read(golden.name() + ".yaml", golden.text()));
    golden.verify("out.txt", Texts.render(findings));
  }
}

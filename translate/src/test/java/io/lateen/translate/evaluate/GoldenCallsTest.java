// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.testkit.golden.GoldenCase;
import io.lateen.translate.TranslateGoldens;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What each golden case does to calls: {@code NAME.calls} beside its input. With {@code
 * -Dgolden.update=true} the answers are rewritten, and a case without calls gets those that its
 * configuration suggests.
 */
class GoldenCallsTest {

  static Stream<GoldenCase> cases() {
    return TranslateGoldens.cases();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void answers(GoldenCase golden) throws IOException {
    var config = EnvoyConfig.of(TranslateGoldens.resources(golden.text()));
    var file = golden.beside("calls");
    var before = TranslateGoldens.resourcesWithout(golden.text()).map(EnvoyConfig::of);
    var script = Files.exists(file) ? Files.readString(file) : CallSuggestions.of(config, before);
    golden.verify("calls", CallScript.answered(config, script));
  }

  @Test
  void everyCaseHasCalls() throws IOException {
    for (var golden : TranslateGoldens.cases().toList()) {
      var script = Files.readString(golden.beside("calls"));
      assertThat(script.lines().filter(CallScript::isCall)).as(golden.name()).isNotEmpty();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.agent.envoy.Bootstrap.Resolver;
import io.lateen.base.problem.Problems;
import io.lateen.testkit.golden.GoldenCase;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RulesetTest {

  private static final Resolver DNS = new Resolver("10.77.1.1", 53);

  static List<GoldenCase> cases() {
    return GoldenCase.of("capture");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void annotationsBecomeRules(GoldenCase golden) {
    var rules =
        CaptureAnnotations.rules("Pod default/reviews", annotations(golden.text()), 1337, DNS);
    golden.verify("out.nft", rules.isOk() ? Ruleset.of(rules.orThrow()) : text(rules.problems()));
  }

  /** One annotation per line, name and value separated by an equals sign. */
  private static Map<String, String> annotations(String text) {
    var annotations = new TreeMap<String, String>();
    text.lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.split("=", 2))
        .forEach(parts -> annotations.put(parts[0], parts[1]));
    return annotations;
  }

  private static String text(Problems problems) {
    return problems.render() + "\n";
  }

  @Test
  void removalNeedsNoTable() {
    assertThat(Ruleset.removal()).isEqualTo("add table inet lateen\ndelete table inet lateen\n");
  }
}

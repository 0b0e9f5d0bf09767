// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.conformance.golden.TranslationCase;
import io.lateen.translate.evaluate.Call;
import io.lateen.translate.evaluate.EnvoyConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The evaluator against a real Envoy, on random configurations and calls: same listener, same
 * filter chain, same route, same cluster. A failure prints its seed.
 */
class EvaluatorAgreesTest {

  private static final int CALLS = 100;

  /** How many golden cases; the property takes more of them, as many as there are. */
  private static final int SAMPLE = Integer.getInteger("evaluator.goldens", 15);

  private static final int CALLS_PER_GOLDEN = 20;
  private static final long SEED = 7;
  private static final Path GOLDENS = Path.of("..", "translate", "src", "test", "golden");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void onRandomTraffic(long seed) throws Exception {
    var traffic = new RandomTraffic(seed);
    var config = TrialConfig.named(traffic.config());
    var calls = new ArrayList<Call>();
    for (int i = 0; i < CALLS; i++) {
      calls.add(traffic.call());
    }
    assertThat(disagreements(config, calls)).as("seed " + seed).isEmpty();
  }

  static Stream<TranslationCase> goldens() throws IOException {
    var names = System.getProperty("evaluator.golden", "");
    return TranslationCase.all(GOLDENS).stream()
        .filter(one -> one.name().contains(names))
        .sorted(Comparator.comparing(EvaluatorAgreesTest::lot))
        .limit(SAMPLE);
  }

  /** A case keeps its lot when others come and go. */
  private static long lot(TranslationCase golden) {
    return new Random(SEED + golden.name().hashCode()).nextLong();
  }

  /** Some of the translation's golden cases, with calls to what each of them speaks of. */
  @ParameterizedTest
  @MethodSource("goldens")
  void onWhatIsTranslated(TranslationCase golden) throws Exception {
    var config = TrialConfig.named(EnvoyConfig.of(golden.translate()));
    var traffic = new ProductTraffic(config, SEED);
    var calls = new ArrayList<Call>();
    for (int i = 0; i < CALLS_PER_GOLDEN; i++) {
      calls.add(traffic.call());
    }
    assertThat(disagreements(config, calls)).isEmpty();
  }

  private List<List<String>> disagreements(EnvoyConfig config, List<Call> calls) throws Exception {
    var found = new ArrayList<List<String>>();
    try (var envoy = TrialEnvoy.start(config, folder)) {
      var answers = envoy.answers(calls);
      for (int i = 0; i < calls.size(); i++) {
        var differences = Agreement.differences(config, calls.get(i), answers.get(i));
        if (!differences.isEmpty()) {
          found.add(differences);
        }
      }
    }
    return found;
  }
}

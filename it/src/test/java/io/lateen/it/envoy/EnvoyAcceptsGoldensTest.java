// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.conformance.envoy.EnvoyValidation;
import io.lateen.conformance.envoy.StaticBootstrap;
import io.lateen.conformance.golden.TranslationCase;
import io.lateen.it.machine.EnvoyBinary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every resource that the translation's golden cases produce is loaded by a real Envoy: no error,
 * and no warning about a deprecated field. An Envoy starts for each case, two at a time.
 */
@Execution(ExecutionMode.CONCURRENT)
class EnvoyAcceptsGoldensTest {

  private static final Path GOLDENS = Path.of("..", "translate", "src", "test", "golden");

  /**
   * What Envoy says about WebAssembly modules, not about configuration: those of the cases are on
   * servers that this machine does not reach, and Envoy warns of fetching as such.
   */
  private static final String MODULE = "][wasm] ";

  /** What Envoy finds missing on the machine it runs on: facts for traces, not configuration. */
  private static final String FACTS = "/opentelemetry/resource_detectors/";

  static Stream<TranslationCase> cases() throws IOException {
    return TranslationCase.all(GOLDENS).stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isAccepted(TranslationCase golden) throws IOException, InterruptedException {
    var envoy = new EnvoyValidation(EnvoyBinary.underTest());

    var said = envoy.validate(StaticBootstrap.of(golden.translate()));

    assertThat(said.complaints())
        .filteredOn(line -> !line.contains(MODULE) && !line.contains(FACTS))
        .isEmpty();
    assertThat(said.accepted()).isTrue();
  }
}

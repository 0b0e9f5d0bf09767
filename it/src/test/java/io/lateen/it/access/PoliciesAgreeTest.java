// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.lateen.conformance.access.Difference;
import io.lateen.conformance.access.Differential;
import io.lateen.conformance.access.Round;
import io.lateen.it.machine.EnvoyBinary;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random policies and requests: a real Envoy with what is translated says what the interpreter of
 * the policy language says. A failure shows the smallest such question and the command that asks
 * again.
 */
class PoliciesAgreeTest {

  /** With each of the two Envoys, so a build compares 200,000. */
  private static final int PAIRS = 100_000;

  private static final long FIXED_SEED = 20;

  /** Workloads of a round; some 700 pairs each. */
  private static final int SUBJECTS = 40;

  /** Subjects of a trial with a mistake: enough that some of them have what it is about. */
  private static final int FEW = 8;

  private static final int SHOWN = 3;

  @TempDir static Path folder;

  private static Differential differential;

  @BeforeAll
  static void handshakesAreCheap() {
    Differential.startNativeCryptography();
    differential = new Differential(EnvoyBinary.underTest(), folder);
  }

  @AfterAll
  static void asBefore() {
    Differential.stopNativeCryptography();
  }

  /** One round is the same in each build; those after it are of a seed that no build had. */
  @Test
  void envoySaysWhatTheInterpreterSays() throws Exception {
    var all = agreed(FIXED_SEED);
    long seed = Long.getLong("authz.seed", System.currentTimeMillis() / 1_000);
    System.out.println("PoliciesAgreeTest: -Dauthz.seed=" + seed);
    while (all.pairs() < PAIRS) {
      all = all.and(agreed(seed++));
    }
    assertThat(all.invalid()).isZero();
    assertThat(all.allowed()).isBetween(all.pairs() / 5, all.pairs() * 4 / 5);
  }

  private static Round agreed(long seed) throws Exception {
    var round = differential.round(seed, SUBJECTS);
    assertThat(differential.shrunk(round, SHOWN).stream().map(Difference::text)).isEmpty();
    return round;
  }

  /** What a translation could do wrong. */
  enum Mistake {
    BEGINNINGS_FOR_WHOLE_PATHS,
    LOST_NEGATIONS;

    UnaryOperator<Listener> made() {
      return listener -> new Mistaken(this).listener(listener);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aMistakeIsFound(Mistake mistake) throws Exception {
    var found = differential.with(mistake.made()).round(FIXED_SEED, FEW);
    assertThat(found.differences()).isNotEmpty();
  }

  @Test
  void aMistakeIsShownWithoutTheRest() throws Exception {
    var mistaken = differential.with(Mistake.LOST_NEGATIONS.made());
    var shown = mistaken.shrunk(mistaken.round(FIXED_SEED, FEW), 1).getFirst();
    assertThat(shown.documents()).isEqualTo(1);
    assertThat(shown.text()).contains("Differential ./scripts/conformance.sh");
  }
}

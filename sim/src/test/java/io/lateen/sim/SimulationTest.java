// SPDX-License-Identifier: Apache-2.0
package io.lateen.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The mesh under loss, restarts, lags, slow readers and refusals; {@code -Dsim.seeds=N} for more.
 */
class SimulationTest {

  private static final int SEEDS = Integer.getInteger("sim.seeds", 2);
  private static final long FIRST = Long.getLong("sim.first", 1);
  private static final int STEPS = Integer.getInteger("sim.steps", 3_000);
  private static final int ATTEMPTS = 30;

  @Test
  void invariantsHold() {
    long differences = 0;
    for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
      var world = new World(seed, Doubles.NONE);
      world.run(STEPS);
      differences += world.proxies().stream().mapToInt(EnvoyProxy::differences).sum();
    }
    assertThat(differences).as("sent in the place of resources").isPositive();
  }

  @Test
  void aSeedTellsOneStory() {
    assertThat(story()).isEqualTo(story());
  }

  private static List<Long> story() {
    var world = new World(FIRST, Doubles.NONE);
    world.run(500);
    return world.proxies().stream().map(EnvoyProxy::bytes).toList();
  }

  @Test
  void aClusterThatRoutesNameAndNothingHasIsFound() {
    finds(Broken.losesClusters(), "names the cluster outbound|80|v1|s0.");
  }

  @Test
  void aPlaneThatIsBehindIsFound() {
    finds(Broken.hidesItsRevision(), "goes back from");
  }

  @Test
  void aForeignSecretIsFound() {
    finds(Broken.sharesSecrets(), "has the secret");
  }

  @Test
  void aProxyThatNeverGetsThereIsFound() {
    finds(Broken.forgetsAnswers(), "");
  }

  /** The invariants would be worthless if they could not fail. */
  private static void finds(Doubles broken, String complaint) {
    assertThatThrownBy(
            () -> {
              for (long seed = FIRST; seed < FIRST + ATTEMPTS; seed++) {
                new World(seed, broken).run(STEPS);
              }
            })
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("seed ")
        .hasMessageContaining(complaint);
  }
}

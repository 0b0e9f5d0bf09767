// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.it.machine.Eventually;
import io.lateen.testkit.law.Property;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random changes of the configuration and restarts of the server, and after each of them the real
 * Envoy has exactly what the server wants. One seed decides everything but Envoy's own timing.
 */
class EnvoyWalkTest {

  /** {@code -Dlateen.envoyWalk=N} for more. */
  private static final int STEPS = Integer.getInteger("lateen.envoyWalk", 50);

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Duration LOOK = Duration.ofMillis(10);

  @TempDir Path folder;

  private final List<String> steps = new ArrayList<>();

  @ParameterizedTest
  @EnumSource(Variant.class)
  void envoyEndsWithWhatTheServerWants(Variant variant) throws IOException, InterruptedException {
    var seed = Property.seed();
    steps.add(variant + ", seed " + seed);
    System.out.println(steps.getFirst());
    var random = new Random(seed);
    var mesh = new MiniMesh(random);
    try (var server = new WalkServer(random);
        var relay = new WalkRelay(server.port())) {
      var publication = new Publication(variant, mesh, server);
      publication.publish();
      var port = variant.relayed() ? relay.port() : server.port();
      try (var envoy = WalkedEnvoy.start(variant, port, folder)) {
        settles(envoy, Holdings.wanted(mesh, Map.of()));
        for (var step = 0; step < STEPS; step++) {
          if (variant.relayed() && random.nextInt(10) == 0) {
            steps.add("agent restarts");
            relay.restart();
          }
          walk(publication, envoy, random);
        }
      }
      assertThat(server.differences() > 0).isEqualTo(variant.relayed());
    }
  }

  private void walk(Publication walk, WalkedEnvoy envoy, Random random)
      throws IOException, InterruptedException {
    switch (random.nextInt(8)) {
      case 0 -> restart(walk, envoy, random);
      case 1 -> refuse(walk, envoy);
      default -> {
        steps.add(walk.mesh().change());
        walk.publish();
        settles(envoy, Holdings.wanted(walk.mesh(), Map.of()));
      }
    }
    assertThat(walk.server().refusals()).as("refusals after %s", steps).isEmpty();
  }

  /** The server comes back with another state, and for a moment with none. */
  private void restart(Publication walk, WalkedEnvoy envoy, Random random)
      throws IOException, InterruptedException {
    walk.server().stop();
    var before = Holdings.wanted(walk.mesh(), Map.of());
    for (var changes = random.nextInt(4); changes > 0; changes--) {
      steps.add("while down: " + walk.mesh().change());
    }
    steps.add("restart");
    walk.server().resume();
    settles(envoy, before);
    walk.publish();
    settles(envoy, Holdings.wanted(walk.mesh(), Map.of()));
  }

  /** What Envoy refuses stays as it was, and comes right with the next good version. */
  private void refuse(Publication walk, WalkedEnvoy envoy)
      throws IOException, InterruptedException {
    var good = Holdings.wanted(walk.mesh(), Map.of());
    var route = walk.mesh().spoil();
    steps.add("refused " + route);
    walk.publish();
    assertThat(refusals(walk.server()))
        .as("refusals after %s", steps)
        .allMatch(guilty -> List.of(route).containsAll(guilty));
    settles(envoy, good);
    steps.add(walk.mesh().mend(route));
    walk.publish();
    settles(envoy, Holdings.wanted(walk.mesh(), Map.of()));
  }

  private List<List<String>> refusals(WalkServer server) throws InterruptedException {
    var said = new ArrayList<List<String>>();
    Eventually.within(
        PATIENCE,
        LOOK,
        () -> "Envoy refuses nothing after " + steps,
        () -> said.addAll(server.refusals()));
    return said;
  }

  /** Envoy has exactly this, at the latest after a while. */
  private void settles(WalkedEnvoy envoy, Holdings wanted) throws InterruptedException {
    Eventually.within(
        PATIENCE,
        LOOK,
        () -> "after %s%nwanted %s%nand has %s".formatted(steps, wanted, envoy.holdings()),
        () -> envoy.holdings().equals(wanted));
  }
}

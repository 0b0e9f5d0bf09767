// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.workload;

import io.lateen.agent.Pods;
import io.lateen.agent.process.RunningProcess;
import io.lateen.testkit.golden.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plays the scripts of {@code src/test/scenario/lifecycle}: each line is an event, and below it,
 * indented, stands the state that follows and what is to be done. {@code -Dgolden.update=true}
 * rewrites what is indented.
 */
class LifecycleScenarioTest {

  private static final Path FOLDER = Path.of("src", "test", "scenario", "lifecycle");

  private Lifecycle state = Lifecycle.NEW;

  static List<Path> scripts() throws IOException {
    try (var files = Files.list(FOLDER)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void script(Path file) throws IOException {
    var played = new StringBuilder();
    for (var line : Files.readAllLines(file)) {
      if (line.startsWith("#") || line.isBlank()) {
        played.append(line).append('\n');
      } else if (!line.startsWith(" ")) {
        played.append(line).append('\n').append(play(line.split(" ", -1)));
      }
    }
    Golden.verify(file, played.toString());
  }

  private String play(String[] words) {
    var step = state.on(event(words));
    state = step.next();
    var text = new StringBuilder("  " + state.phase());
    if (!state.reason().isEmpty()) {
      text.append(" (").append(state.reason()).append(')');
    }
    text.append(state.envoy().map(envoy -> " envoy " + envoy.pid()).orElse(""));
    text.append(state.restarts() == 0 ? "" : " restarts " + state.restarts()).append('\n');
    step.commands().forEach(command -> text.append("  > ").append(show(command)).append('\n'));
    return text.toString();
  }

  private static LifecycleEvent event(String[] words) {
    return switch (words[0]) {
      case "registered" -> new LifecycleEvent.Registered(Path.of(words[1]));
      case "unregistered" -> new LifecycleEvent.Unregistered();
      case "assigned" -> new LifecycleEvent.Assigned(pod(words));
      case "assigned-proxyless" -> new LifecycleEvent.Assigned(Pods.proxyless());
      case "unassigned" -> new LifecycleEvent.Unassigned();
      case "grace-over" -> new LifecycleEvent.GraceOver();
      case "prepared" -> new LifecycleEvent.Prepared(Path.of(words[1]), running(words));
      case "prepare-failed" -> new LifecycleEvent.PrepareFailed(words[1]);
      case "started" ->
          new LifecycleEvent.EnvoyStarted(Path.of(words[1]), running(words).orElseThrow());
      case "not-started" -> new LifecycleEvent.EnvoyNotStarted(words[1]);
      case "ended" -> new LifecycleEvent.EnvoyEnded(Duration.ofSeconds(Long.parseLong(words[1])));
      case "ready" -> new LifecycleEvent.Probed("");
      case "not-ready" -> new LifecycleEvent.Probed(words[1]);
      case "retry-due" -> new LifecycleEvent.RetryDue();
      case "released" -> new LifecycleEvent.Released();
      default -> throw new AssertionError("no event " + words[0]);
    };
  }

  private static AssignedWorkload pod(String[] words) {
    return Pods.reviews(words.length > 1 ? Map.of("changed", words[1]) : Map.of());
  }

  private static Optional<RunningProcess> running(String[] words) {
    return words.length > 2
        ? Optional.of(new RunningProcess(Long.parseLong(words[2]), 1, "boot"))
        : Optional.empty();
  }

  private static String show(LifecycleCommand command) {
    return switch (command) {
      case LifecycleCommand.Prepare(var workload, var path) -> "prepare in " + path;
      case LifecycleCommand.Update(var workload, var path) -> "update " + workload.annotations();
      case LifecycleCommand.StartEnvoy(var workload, var path) -> "start Envoy in " + path;
      case LifecycleCommand.RetryAfter(var delay) -> "retry after " + delay.toMillis() + " ms";
      case LifecycleCommand.StartGrace(var delay) -> "grace of " + delay.toSeconds() + " s";
      case LifecycleCommand.Release(var envoy) ->
          "release" + envoy.map(one -> ", ending envoy " + one.pid()).orElse("");
    };
  }
}

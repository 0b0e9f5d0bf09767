// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.envoy;

import io.lateen.agent.process.Commands;
import io.lateen.base.Result;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A released version of Envoy. */
public record EnvoyVersion(int major, int minor, int patch) implements Comparable<EnvoyVersion> {

  /** Oldest version that is started: older ones miss security fixes. */
  public static final EnvoyVersion FLOOR = new EnvoyVersion(1, 39, 3);

  private static final String MARK = " version: ";

  /**
   * Asks a binary for its version and refuses what cannot run. Blocks.
   *
   * @param binary Envoy's executable
   */
  public static Result<EnvoyVersion> of(Path binary, Commands commands) {
    if (!Files.isExecutable(binary)) {
      return Result.err(
          problem(binary, "there is no Envoy at " + binary)
              .withFix("name the binary in LATEEN_ENVOY or in the agent's setting envoy"));
    }
    var outcome = commands.run(List.of(binary.toString(), "--version"), "");
    var version = outcome.ok() ? tryParse(outcome.output()) : Optional.<EnvoyVersion>empty();
    if (version.isEmpty()) {
      return Result.err(problem(binary, "this is no Envoy that runs here: " + outcome.output()));
    }
    return version.get().compareTo(FLOOR) < 0
        ? Result.err(
            problem(binary, "Envoy " + version.get() + " misses security fixes")
                .withFix("use " + FLOOR + " or newer"))
        : Result.ok(version.get());
  }

  /** Finds the version in {@code … version: COMMIT/1.40.0/Clean/RELEASE/BoringSSL}. */
  static Optional<EnvoyVersion> tryParse(String output) {
    var start = output.indexOf(MARK) + MARK.length();
    var parts = output.contains(MARK) ? output.substring(start).split("/", -1) : new String[0];
    if (parts.length < 2) {
      return Optional.empty();
    }
    var numbers = parts[1].split("-", 2)[0].split("\\.", -1);
    try {
      return numbers.length == 3
          ? Optional.of(
              new EnvoyVersion(
                  Integer.parseInt(numbers[0]),
                  Integer.parseInt(numbers[1]),
                  Integer.parseInt(numbers[2])))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Problem problem(Path binary, String message) {
    return Problem.error(Location.of(binary.toString()), "Envoy", "", message);
  }

  @Override
  public int compareTo(EnvoyVersion other) {
    return Comparator.comparingInt(EnvoyVersion::major)
        .thenComparingInt(EnvoyVersion::minor)
        .thenComparingInt(EnvoyVersion::patch)
        .compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}

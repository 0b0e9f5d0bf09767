// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * {@code ./lateen demo} as a user starts it. Ends with it: {@link #close} stops the demo and waits.
 */
final class DemoProcess implements AutoCloseable {

  /** The demo's own word that it is up. */
  private static final String UP = "The mesh runs";

  /** Progress lines end a step as {@code [seconds] ok NAME TIME ms …}. */
  private static final Pattern STEP = Pattern.compile("ok +(.+?) +([0-9.]+) (ms|s)\\b.*");

  private static final Duration STOP_LIMIT = Duration.ofMinutes(1);

  private final Process process;
  private final Duration upAfter;
  private final SortedMap<String, Duration> steps;

  private DemoProcess(Process process, Duration upAfter, SortedMap<String, Duration> steps) {
    this.process = process;
    this.upAfter = upAfter;
    this.steps = steps;
  }

  /** Starts the demo and returns when it says that the mesh runs. */
  static DemoProcess start(Path home, List<String> options) throws IOException {
    return start(home, options, Map.of());
  }

  /** The same with variables besides those of this process. */
  static DemoProcess start(Path home, List<String> options, Map<String, String> environment)
      throws IOException {
    var command = new ArrayList<>(List.of(home.resolve("lateen").toString(), "demo"));
    command.addAll(options);
    long begin = System.nanoTime();
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    var process = builder.start();
    var output = process.inputReader();
    var said = new StringBuilder();
    var steps = new TreeMap<String, Duration>();
    for (var line = output.readLine(); line != null; line = output.readLine()) {
      said.append(line).append('\n');
      var step = STEP.matcher(line);
      if (step.find()) {
        steps.put(step.group(1), duration(step.group(2), step.group(3)));
      }
      if (line.contains(UP)) {
        var upAfter = Duration.ofNanos(System.nanoTime() - begin);
        drain(output);
        return new DemoProcess(process, upAfter, steps);
      }
    }
    throw new IOException("the demo did not start:\n" + said);
  }

  /** From the start of the command to its word that the mesh runs. */
  Duration upAfter() {
    return upAfter;
  }

  /** How long a step of the start took, by its name in the progress lines. */
  Duration step(String name) {
    var duration = steps.get(name);
    if (duration == null) {
      throw new IllegalStateException("the demo names no step " + name + ": " + steps.keySet());
    }
    return duration;
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new IOException("the demo did not stop within " + STOP_LIMIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A pipe that nobody reads would stop the demo once it is full. */
  private static void drain(BufferedReader output) {
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                while (output.readLine() != null) {}
              } catch (IOException e) {
                // The demo has ended.
              }
            });
  }

  private static Duration duration(String number, String unit) {
    double value = Double.parseDouble(number);
    return Duration.ofNanos((long) (value * (unit.equals("ms") ? 1e6 : 1e9)));
  }
}

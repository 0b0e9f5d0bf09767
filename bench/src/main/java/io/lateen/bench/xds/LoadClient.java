// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.xds;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The program {@code xdsload}, which plays many proxies and tells a JSON object per line. It is
 * built from its sources beside the checkout, or named by {@code LATEEN_XDSLOAD}.
 *
 * @param binary path of the program
 */
record LoadClient(Path binary) {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int TOLD_LINES = 20;

  /** Above this its garbage is collected more often; the control plane needs memory too. */
  private static final String MEMORY = "8GiB";

  /**
   * Finds it, or builds it into {@code scratch}.
   *
   * @param home folder of the checkout
   */
  static LoadClient find(Path home, Path scratch) throws IOException, InterruptedException {
    var named = Optional.ofNullable(System.getenv("LATEEN_XDSLOAD")).map(Path::of);
    if (named.isPresent()) {
      return new LoadClient(named.get());
    }
    var sources = home.resolve("../shared/tools/xdsload").normalize();
    if (!Files.isDirectory(sources)) {
      throw new IOException(
          "the load client is not at " + sources + "; name its program in LATEEN_XDSLOAD");
    }
    var copy = Files.createDirectory(scratch.resolve("xdsload"));
    try (var files = Files.list(sources)) {
      for (var file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    var binary = copy.resolve("xdsload");
    var build =
        new ProcessBuilder("go", "build", "-o", binary.toString(), ".")
            .directory(copy.toFile())
            .redirectErrorStream(true)
            .start();
    var said = build.inputReader().readAllAsString();
    if (build.waitFor() != 0) {
      throw new IOException("the load client was not built:\n" + said);
    }
    return new LoadClient(binary);
  }

  /** Runs it and hands over each line as soon as it is there. */
  void run(List<String> options, Consumer<JsonNode> events)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(binary.toString()));
    command.addAll(options);
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putIfAbsent("GOMEMLIMIT", MEMORY);
    var process = builder.start();
    var strange = new ArrayList<String>();
    try (var output = new BufferedReader(process.inputReader())) {
      for (var line = output.readLine(); line != null; line = output.readLine()) {
        var event = read(line);
        if (event.isPresent()) {
          events.accept(event.get());
        } else if (strange.size() < TOLD_LINES) {
          strange.add(line);
        }
      }
    } finally {
      process.destroy();
    }
    if (process.waitFor() != 0) {
      throw new IOException("the load client failed:\n" + String.join("\n", strange));
    }
  }

  private static Optional<JsonNode> read(String line) {
    try {
      return line.startsWith("{") ? Optional.of(JSON.readTree(line)) : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.machine;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Envoy under test. */
public final class EnvoyBinary {

  private EnvoyBinary() {}

  /** The program that {@code ./dev it} names. */
  public static Path underTest() {
    @Nullable String path = System.getenv("LATEEN_ENVOY");
    if (path == null || !Files.isExecutable(Path.of(path))) {
      throw new IllegalStateException("LATEEN_ENVOY names no Envoy; run ./dev it, which sets it");
    }
    return Path.of(path);
  }

  /**
   * A process of it with one worker, beside others, whose logs are soon on disk.
   *
   * @param output what it says itself
   * @param options that name its configuration
   */
  public static ProcessBuilder alone(File output, String... options) {
    var command = new ArrayList<>(List.of(underTest().toString()));
    command.addAll(List.of(options));
    command.addAll(List.of("--concurrency", "1", "--disable-hot-restart"));
    command.addAll(List.of("--file-flush-interval-msec", "20", "--log-level", "warning"));
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output);
  }
}

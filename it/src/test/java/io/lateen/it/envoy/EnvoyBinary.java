// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.envoy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The Envoy under test. */
record EnvoyBinary(Path path) {

  private static final long LIMIT_SECONDS = 60;

  /** What one validation run said. */
  record Verdict(boolean accepted, List<String> complaints) {}

  static EnvoyBinary underTest() {
    @Nullable String path = System.getenv("LATEEN_ENVOY");
    if (path == null || !Files.isExecutable(Path.of(path))) {
      throw new IllegalStateException("LATEEN_ENVOY names no Envoy; run ./dev it, which sets it");
    }
    return new EnvoyBinary(Path.of(path));
  }

  /** Loads a bootstrap without opening a port, and tells what was wrong or deprecated in it. */
  Verdict validate(Path bootstrap, String overlay) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(
                path.toString(),
                "--mode",
                "validate",
                "-c",
                bootstrap.toString(),
                "--config-yaml",
                overlay,
                "--reject-unknown-dynamic-fields")
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    var said = process.inputReader().readAllAsString();
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("Envoy did not end within " + LIMIT_SECONDS + " s");
    }
    var complaints =
        said.lines()
            .filter(
                line ->
                    line.contains("[warning]")
                        || line.contains("[error]")
                        || line.contains("[critical]"))
            .toList();
    return new Verdict(process.exitValue() == 0, complaints);
  }
}

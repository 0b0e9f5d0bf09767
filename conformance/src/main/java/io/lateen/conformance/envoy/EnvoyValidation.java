// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.envoy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An Envoy binary that validates.
 *
 * @param binary path of the program
 */
public record EnvoyValidation(Path binary) {

  private static final long LIMIT_SECONDS = 60;

  /** What one run said. */
  public record Said(boolean accepted, List<String> complaints) {

    /** Accepted, and nothing called deprecated. */
    public boolean isClean() {
      return accepted && complaints.isEmpty();
    }
  }

  /** Loads a bootstrap without opening a port, and tells what was wrong or deprecated in it. */
  public Said validate(byte[] bootstrap) throws IOException, InterruptedException {
    var file = Files.createTempFile("lateen-conformance", ".pb");
    try {
      Files.write(file, bootstrap);
      return run(file);
    } finally {
      Files.delete(file);
    }
  }

  private Said run(Path file) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(
                binary.toString(),
                "--mode",
                "validate",
                "-c",
                file.toString(),
                "--config-yaml",
                StaticBootstrap.OVERLAY,
                "--reject-unknown-dynamic-fields")
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    var said = process.inputReader().readAllAsString();
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("Envoy did not end within " + LIMIT_SECONDS + " s");
    }
    return new Said(process.exitValue() == 0, complaints(said));
  }

  private static List<String> complaints(String said) {
    return said.lines()
        .filter(
            line ->
                line.contains("[warning]")
                    || line.contains("[error]")
                    || line.contains("[critical]"))
        .toList();
  }
}

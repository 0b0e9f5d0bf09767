// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Commands of this machine. They get no environment but a PATH, so nothing of ours leaks. */
public final class LinuxCommands implements Commands {

  /** Most output of one command, in bytes: what a pipe of Linux holds (pipe(7)). */
  static final int MAX_OUTPUT_BYTES = 64 * 1024;

  /** Where util-linux, nftables and iproute2 live on the distributions we know. */
  static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private final Duration limit;

  /**
   * Creates a runner.
   *
   * @param limit a command that takes longer is killed
   */
  public LinuxCommands(Duration limit) {
    this.limit = limit;
  }

  @Override
  public Outcome run(List<String> argv, String input) {
    try {
      return runChecked(argv, input);
    } catch (IOException e) {
      return new Outcome(-1, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome(-1, "interrupted: " + argv.getFirst());
    }
  }

  private Outcome runChecked(List<String> argv, String input)
      throws IOException, InterruptedException {
    var builder = new ProcessBuilder(argv).redirectErrorStream(true);
    restrict(builder.environment());
    var process = builder.start();
    try (var stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // It ended without reading its input; the exit code tells why.
    }
    // Output waits in the pipe meanwhile; a command that writes more than the pipe holds is killed.
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      return new Outcome(-1, argv.getFirst() + " did not end within " + limit.toSeconds() + " s");
    }
    try (var stdout = process.getInputStream()) {
      var text = new String(stdout.readNBytes(MAX_OUTPUT_BYTES), StandardCharsets.UTF_8).strip();
      return new Outcome(process.exitValue(), text);
    }
  }

  /** Whether a program is where commands are looked for. */
  public static boolean isInstalled(String program) {
    return Stream.of(PATH.split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  static void restrict(Map<String, String> environment) {
    environment.clear();
    environment.put("PATH", PATH);
    environment.put("LC_ALL", "C");
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli;

import io.lateen.cli.shell.Shell;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/** A shell in memory that runs commands. */
public final class TestShell {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> environment;
  private final InstantSource clock;
  private String in = "";

  public TestShell(Map<String, String> environment) {
    this(environment, InstantSource.fixed(Instant.parse("2030-01-01T00:00:00Z")));
  }

  public TestShell(Map<String, String> environment, InstantSource clock) {
    this.environment = environment;
    this.clock = clock;
  }

  public TestShell stdin(String text) {
    in = text;
    return this;
  }

  /** Runs a command and returns its exit code; what it printed replaces what was printed before. */
  public int run(String... arguments) {
    out.reset();
    err.reset();
    return Lateen.run(arguments, shell());
  }

  public Shell shell() {
    return new Shell(
        new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        environment,
        false,
        clock);
  }

  public String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  public String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}

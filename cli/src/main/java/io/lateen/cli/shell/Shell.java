// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.shell;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * The surroundings of a command.
 *
 * @param out data
 * @param err talk
 * @param environment variables
 * @param terminal whether people read {@code err} as it is written
 */
public record Shell(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    boolean terminal,
    InstantSource clock) {

  /** Names the credential file of the API. */
  public static final String CREDENTIAL_VARIABLE = "LATEEN_CREDENTIAL";

  /** An environment variable that is set and not empty. */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  /** Whether colours may be used (no-color.org). */
  public boolean colour() {
    return terminal && variable("NO_COLOR").isEmpty();
  }

  /** The user's home. */
  public Path home() {
    return Path.of(variable("HOME").orElse("/root"));
  }

  /** One line of talk. */
  public void say(String line) {
    err.println(line);
    err.flush();
  }

  /** The two lines with which a command fails. */
  public void fail(String message, String remedy) {
    err.println("error  " + message);
    if (!remedy.isEmpty()) {
      err.println("fix    " + remedy);
    }
    err.flush();
  }
}

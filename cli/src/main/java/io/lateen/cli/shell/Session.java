// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.shell;

import io.lateen.client.ApiClient;
import io.lateen.client.ApiException;
import io.lateen.client.Credential;
import io.lateen.client.CredentialException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ParseResult;

/** A conversation with the API; turns its refusals into messages with a remedy. */
public final class Session {

  /** Where the demo keeps its credential. */
  private static final Path DEMO = Path.of("/run/lateen/demo/credential.json");

  private Session() {}

  /** What to do with the API. */
  public interface Work<T> {
    T with(ApiClient api) throws ApiException, CommandException, InterruptedException;
  }

  /** Connects, works, disconnects. */
  public static <T> T call(ParseResult line, Shell shell, Work<T> work)
      throws CommandException, InterruptedException {
    try (var api = new ApiClient(credential(line, shell))) {
      return work.with(api);
    } catch (ApiException e) {
      throw translated(e);
    }
  }

  /** The credential to use: option, variable, home, demo. */
  public static Credential credential(ParseResult line, Shell shell) throws CommandException {
    var named = Options.value(line, "--credential");
    var variable = shell.variable(Shell.CREDENTIAL_VARIABLE);
    if (!named.isEmpty()) {
      return read(Path.of(named));
    }
    if (variable.isPresent()) {
      return read(Path.of(variable.get()));
    }
    for (var candidate : candidates(shell)) {
      if (Files.exists(candidate)) {
        return read(candidate);
      }
    }
    throw new CommandException(
        ExitCode.UNAVAILABLE,
        "no control plane is known",
        "start one with `lateen demo`, or name its credential with --credential FILE");
  }

  private static List<Path> candidates(Shell shell) {
    var candidates = new ArrayList<Path>();
    candidates.add(shell.home().resolve(".lateen").resolve("credential.json"));
    candidates.add(DEMO);
    return candidates;
  }

  private static Credential read(Path file) throws CommandException {
    try {
      return Credential.read(file);
    } catch (CredentialException e) {
      var denied = e.getCause() instanceof AccessDeniedException;
      throw new CommandException(
          denied ? ExitCode.DENIED : ExitCode.UNAVAILABLE,
          e.getMessage() == null ? "the credential is not readable" : e.getMessage(),
          denied
              ? "run the command as the user that started the control plane"
              : "start the control plane, or name its credential with --credential FILE");
    }
  }

  /** The message and the exit code for a refusal. */
  public static CommandException translated(ApiException e) {
    var message = e.getMessage() == null ? e.reason() : e.getMessage();
    if (e.isUnreachable()) {
      return new CommandException(
          ExitCode.UNAVAILABLE, message, "check that the control plane runs: `lateen status`");
    }
    return switch (e.status()) {
      case 403 ->
          new CommandException(
              ExitCode.DENIED,
              message,
              "ask an administrator for a role: `lateen access bind SUBJECT ROLE -n NAMESPACE`");
      case 401 ->
          new CommandException(
              ExitCode.DENIED,
              message,
              "the credential is not the one of this control plane; read it again");
      case 400, 413, 415, 422 -> new CommandException(ExitCode.BAD_INPUT, message, causes(e));
      case 429, 503, 507 ->
          new CommandException(ExitCode.UNAVAILABLE, message, "try again in a moment");
      default -> new CommandException(ExitCode.ERROR, message, "");
    };
  }

  private static String causes(ApiException e) {
    var lines = new ArrayList<String>();
    e.causes().forEach(cause -> lines.add(cause.message()));
    return String.join("\n", lines);
  }
}

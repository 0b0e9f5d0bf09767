// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.identity;

import io.lateen.cli.shell.CommandException;
import io.lateen.cli.shell.Documents;
import io.lateen.cli.shell.ExitCode;
import io.lateen.cli.shell.Options;
import io.lateen.cli.shell.Session;
import io.lateen.cli.shell.Shell;
import java.util.Optional;
import java.util.function.BiConsumer;
import picocli.CommandLine.ParseResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** How something stands that can be rotated, before or after that. */
final class RotatedState {

  private RotatedState() {}

  /**
   * Prints it.
   *
   * @param path where it is read
   * @param rotation where it is changed first; empty to read only
   * @param table prints it for people
   */
  static int show(
      ParseResult line,
      Shell shell,
      String path,
      Optional<String> rotation,
      BiConsumer<JsonNode, Shell> table)
      throws CommandException, InterruptedException {
    var format = Options.format(line);
    var state =
        Session.call(
            line,
            shell,
            api ->
                rotation.isPresent()
                    ? api.post(rotation.get(), JsonNodeFactory.instance.objectNode())
                    : api.read(path));
    if (format.isTable()) {
      table.accept(state, shell);
    } else {
      Documents.print(shell.out(), format, state);
    }
    return ExitCode.OK;
  }
}

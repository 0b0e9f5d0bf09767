// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.identity;

import io.lateen.cli.shell.Command;
import io.lateen.cli.shell.CommandException;
import io.lateen.cli.shell.Documents;
import io.lateen.cli.shell.ExitCode;
import io.lateen.cli.shell.Options;
import io.lateen.cli.shell.Session;
import io.lateen.cli.shell.Shell;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code lateen join-token}: an invitation of a node, or of a workload of a group. */
public final class JoinTokenCommand implements Command {

  private static final Duration VALIDITY = Duration.ofMinutes(10);

  @Override
  public void describe(CommandSpec spec) {
    spec.addPositional(
        Options.words("WORDS", "node NAME | group NAMESPACE/NAME (of a WorkloadGroup)"));
    spec.addOption(
        Options.text("DURATION", "how long it may be used; default and most: 10m", "--for"));
    spec.addOption(
        Options.text(
            "RANGE", "addresses from which it may be used, such as 10.1.0.0/16", "--from"));
    Options.output(spec);
    Options.api(spec);
  }

  @Override
  public int run(ParseResult line, Shell shell) throws CommandException, InterruptedException {
    var path = path(Options.words(line));
    var from = Options.value(line, "--from");
    var query =
        "?validitySeconds="
            + Options.duration(line, "--for", VALIDITY).toSeconds()
            + (from.isEmpty() ? "" : "&from=" + encode(from));
    var answer =
        Session.call(
            line,
            shell,
            api -> api.post(path + "/join-tokens" + query, JsonNodeFactory.instance.objectNode()));
    if (Options.format(line).isTable()) {
      shell.out().println(answer.path("token").asString(""));
      shell.say(
          "admits one "
              + (path.contains("/nodes/") ? "node" : "workload")
              + " until "
              + answer.path("expires").asString("")
              + "; it is not shown again");
    } else {
      Documents.print(shell.out(), Options.format(line), answer);
    }
    return ExitCode.OK;
  }

  private static String path(List<String> words) throws CommandException {
    if (words.size() == 2 && words.getFirst().equals("node")) {
      return "/lateen/v1/nodes/" + encode(words.get(1));
    }
    if (words.size() == 2 && words.getFirst().equals("group")) {
      var parts = words.get(1).split("/", -1);
      if (parts.length == 2) {
        return "/lateen/v1/workload-groups/" + encode(parts[0]) + "/" + encode(parts[1]);
      }
    }
    throw CommandException.usage(
        "it is not said whom the token admits",
        "write `lateen join-token node NAME` or `lateen join-token group NAMESPACE/NAME`");
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}

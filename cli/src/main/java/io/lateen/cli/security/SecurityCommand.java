// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.security;

import io.lateen.cli.shell.Command;
import io.lateen.cli.shell.CommandException;
import io.lateen.cli.shell.Documents;
import io.lateen.cli.shell.ExitCode;
import io.lateen.cli.shell.Options;
import io.lateen.cli.shell.Session;
import io.lateen.cli.shell.Shell;
import io.lateen.cli.shell.Table;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import tools.jackson.databind.JsonNode;

/** {@code lateen security mtls-report}. */
public final class SecurityCommand implements Command {

  private static final String PATH = "/lateen/v1/mtls";
  private static final Duration DAY = Duration.ofDays(1);

  @Override
  public void describe(CommandSpec spec) {
    spec.addPositional(
        Options.words(
            "ACTION", "mtls-report: who still sends plaintext to whom, where it is still taken"));
    spec.addOption(Options.text("TIME", "how far to look back; default: 24h", "--since"));
    spec.addOption(
        Options.flag("exit with 2 when somebody sends plaintext that is taken", "--strict"));
    Options.namespaces(spec);
    Options.output(spec);
    Options.api(spec);
  }

  @Override
  public int run(ParseResult line, Shell shell) throws CommandException, InterruptedException {
    if (!Options.words(line).equals(List.of("mtls-report"))) {
      throw CommandException.usage(
          "not an action: " + String.join(" ", Options.words(line)),
          "use `lateen security mtls-report`");
    }
    var format = Options.format(line);
    long seconds = Options.duration(line, "--since", DAY).toSeconds();
    var path =
        "%s?namespace=%s&sinceSeconds=%d".formatted(PATH, Options.value(line, "-n"), seconds);
    var report = Session.call(line, shell, api -> api.read(path));
    if (format.isTable()) {
      print(report, shell);
    } else {
      Documents.print(shell.out(), format, report);
    }
    var found = !report.path("items").isEmpty();
    return found && Options.has(line, "--strict") ? ExitCode.FINDINGS : ExitCode.OK;
  }

  private static void print(JsonNode report, Shell shell) {
    var items = report.path("items");
    var since = report.path("since").asString("");
    if (items.isEmpty()) {
      shell.say("nobody has sent plaintext that is taken since " + since);
    } else {
      var table =
          new Table("NAMESPACE", "WORKLOAD", "PORT", "MODE", "CALLER", "CALLS", "LAST SEEN");
      var advice = new LinkedHashSet<String>();
      for (var item : items) {
        for (var caller : item.path("callers")) {
          row(table, item, caller);
          advice.add(name(caller) + " " + caller.path("advice").asString(""));
        }
      }
      table.print(shell.out(), true);
      shell.out().println();
      shell.out().println("STRICT would refuse them. Before it:");
      advice.forEach(one -> shell.out().println("  " + one));
    }
    var ready = report.path("ready").valueStream().map(one -> one.asString(""));
    var names = ready.collect(Collectors.joining(", "));
    if (!names.isEmpty()) {
      shell.out().println("Nobody would notice STRICT in: " + names);
    }
  }

  private static void row(Table table, JsonNode item, JsonNode caller) {
    table.row(
        item.path("namespace").asString(""),
        item.path("workload").asString(""),
        item.path("port").asString(""),
        item.path("mode").asString(""),
        name(caller),
        caller.path("calls").asString(""),
        caller.path("lastSeen").asString(""));
  }

  private static String name(JsonNode caller) {
    var workload = caller.path("workload").asString("");
    var address = caller.path("address").asString("");
    return workload.isEmpty()
        ? address
        : "%s/%s (%s)".formatted(caller.path("namespace").asString(""), workload, address);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.state;

import io.lateen.cli.shell.Command;
import io.lateen.cli.shell.CommandException;
import io.lateen.cli.shell.Documents;
import io.lateen.cli.shell.ExitCode;
import io.lateen.cli.shell.Options;
import io.lateen.cli.shell.Session;
import io.lateen.cli.shell.Shell;
import io.lateen.cli.shell.Table;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code lateen version}: of this command and, when it can be reached, of the mesh. */
public final class VersionCommand implements Command {

  @Override
  public void describe(CommandSpec spec) {
    spec.addOption(Options.flag("only this command", "--client"));
    Options.output(spec);
    Options.api(spec);
  }

  @Override
  public int run(ParseResult line, Shell shell) throws CommandException, InterruptedException {
    var format = Options.format(line);
    var document = Documents.JSON.createObjectNode();
    document.put("apiVersion", "lateen.io/v1").put("kind", "Version");
    document.put("client", ClientVersion.text());
    if (!Options.has(line, "--client")) {
      var status = mesh(line, shell);
      if (status.has("version")) {
        document.put("controlPlane", status.path("version").asString(""));
        document.set("agents", count(status.path("nodes").path("items"), "agentVersion"));
        document.set("envoys", count(status.path("nodes").path("items"), "envoyVersion"));
      }
    }
    if (format.isTable()) {
      table(document).print(shell.out(), false);
    } else {
      Documents.print(shell.out(), format, document);
    }
    return ExitCode.OK;
  }

  /** The status of the mesh, empty when there is none: the version of the client is still told. */
  private static JsonNode mesh(ParseResult line, Shell shell) throws InterruptedException {
    try {
      return Session.call(line, shell, api -> api.read("/lateen/v1/status"));
    } catch (CommandException e) {
      shell.say("the mesh: " + e.getMessage());
      return JsonNodeFactory.instance.objectNode();
    }
  }

  private static JsonNode count(JsonNode items, String field) {
    var counts = new TreeMap<String, Integer>();
    items.forEach(item -> counts.merge(item.path(field).asString("unknown"), 1, Integer::sum));
    var node = Documents.JSON.createObjectNode();
    counts.forEach(node::put);
    return node;
  }

  private static Table table(JsonNode document) {
    var table = new Table("", "").row("client", document.path("client").asString(""));
    if (document.has("controlPlane")) {
      table.row("control plane", document.path("controlPlane").asString(""));
      table.row("agents", counts(document.path("agents")));
      table.row("envoys", counts(document.path("envoys")));
    }
    return table;
  }

  private static String counts(JsonNode counts) {
    var text = new StringBuilder();
    counts
        .properties()
        .forEach(
            entry ->
                text.append(text.isEmpty() ? "" : ", ")
                    .append(entry.getKey())
                    .append(" (")
                    .append(entry.getValue().asInt(0))
                    .append(')'));
    return text.isEmpty() ? "none" : text.toString();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.proxy;

import io.lateen.cli.shell.Command;
import io.lateen.cli.shell.CommandException;
import io.lateen.cli.shell.Documents;
import io.lateen.cli.shell.ExitCode;
import io.lateen.cli.shell.Format;
import io.lateen.cli.shell.Options;
import io.lateen.cli.shell.Session;
import io.lateen.cli.shell.Shell;
import io.lateen.cli.shell.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code lateen proxy-status}: one line for each proxy, one column for each type. */
public final class ProxyStatusCommand implements Command {

  private static final int SHOWN_FAULTS = 5;
  private static final List<String> TYPES = List.of("cds", "lds", "eds", "rds", "nds");

  @Override
  public void describe(CommandSpec spec) {
    spec.addPositional(Options.words("PROXY", "only this proxy, with its times and refusals"));
    Options.namespaces(spec);
    Options.output(spec);
    Options.api(spec);
  }

  @Override
  public int run(ParseResult line, Shell shell) throws CommandException, InterruptedException {
    var format = Options.format(line);
    var words = Options.words(line);
    var answer = Session.call(line, shell, api -> api.read("/lateen/v1/proxies"));
    var all = new ArrayList<JsonNode>();
    answer.path("items").forEach(all::add);
    all.sort(Comparator.comparing(ProxyStatusCommand::id));
    var proxies =
        words.isEmpty()
            ? inNamespace(all, line)
            : List.of(ProxyTarget.parse(words.getFirst(), Options.namespace(line)).find(all));
    if (format == Format.NAME) {
      proxies.forEach(proxy -> shell.out().println(id(proxy)));
    } else if (!words.isEmpty()) {
      one(proxies.getFirst(), line, shell);
    } else if (!format.isTable()) {
      var document = document(proxies);
      document.set("faults", answer.path("faults"));
      Documents.print(shell.out(), format, document);
    } else {
      table(proxies).print(shell.out(), !Options.has(line, "--no-headers"));
      proxies.forEach(proxy -> refusals(proxy, shell));
      faults(answer.path("faults"), shell);
    }
    return ExitCode.OK;
  }

  /** One proxy, with the journal of what it refused. */
  private static void one(JsonNode proxy, ParseResult line, Shell shell)
      throws CommandException, InterruptedException {
    var path = "/lateen/v1/proxies/" + proxy.path("id").asString("") + "/nacks";
    var nacks = Session.call(line, shell, api -> api.read(path)).path("items");
    var format = Options.format(line);
    if (!format.isTable()) {
      var document = document(List.of(proxy));
      ((ObjectNode) document.path("items").path(0)).set("nacks", nacks);
      Documents.print(shell.out(), format, document);
      return;
    }
    var heads = !Options.has(line, "--no-headers");
    detail(proxy).print(shell.out(), heads);
    if (!nacks.isEmpty()) {
      shell.out().println();
      NackTable.of(nacks).print(shell.out(), heads);
    }
  }

  private static List<JsonNode> inNamespace(List<JsonNode> proxies, ParseResult line) {
    var namespace = Options.value(line, "-n");
    return proxies.stream()
        .filter(p -> namespace.isEmpty() || p.path("namespace").asString("").equals(namespace))
        .toList();
  }

  private static ObjectNode document(List<JsonNode> proxies) {
    var document =
        Documents.JSON
            .createObjectNode()
            .put("apiVersion", "lateen.io/v1")
            .put("kind", "ProxyList");
    var items = document.putArray("items");
    proxies.forEach(items::add);
    return document;
  }

  private static Table table(List<JsonNode> proxies) {
    var table =
        new Table("NAME", "NODE", "CDS", "LDS", "EDS", "RDS", "NDS", "EPOCH", "STATE", "VERSION");
    for (var proxy : proxies) {
      var row = new ArrayList<String>();
      row.add(id(proxy));
      row.add(proxy.path("node").asString(""));
      TYPES.forEach(type -> row.add(sync(proxy, type)));
      row.add(proxy.path("ackedEpoch").asString("-"));
      row.add(proxy.path("state").asString("-"));
      row.add(proxy.path("version").asString("-"));
      table.row(row);
    }
    return table;
  }

  private static Table detail(JsonNode proxy) {
    var table = new Table("TYPE", "STATE", "RESOURCES", "SENT", "ACKED", "LAST ACK", "REFUSAL");
    for (var type : proxy.path("types")) {
      table.row(
          type.path("type").asString(""),
          type.path("sync").asString(""),
          type.path("resources").asString("-"),
          type.path("sentEpoch").asString("-"),
          type.path("ackedEpoch").asString("-"),
          type.path("ackedAt").asString("-"),
          type.path("nack").path("message").asString(""));
    }
    return table;
  }

  private static void refusals(JsonNode proxy, Shell shell) {
    for (var type : proxy.path("types")) {
      var nack = type.path("nack");
      if (nack.isObject()) {
        var guilty = new ArrayList<String>();
        nack.path("objects").forEach(object -> guilty.add(object.asString("")));
        shell.say(
            id(proxy)
                + " refuses "
                + type.path("type").asString("")
                + ": "
                + nack.path("message").asString("")
                + (guilty.isEmpty() ? "" : " (made by " + String.join(", ", guilty) + ")"));
      }
    }
  }

  /** Streams that the control plane refused or ended; their proxies may be in no line above. */
  private static void faults(JsonNode faults, Shell shell) {
    for (int i = 0; i < Math.min(faults.size(), SHOWN_FAULTS); i++) {
      var fault = faults.get(i);
      var proxy = fault.path("proxy").asString("");
      var peer = fault.path("peer").asString("");
      shell.say(
          "streams of "
              + (proxy.isEmpty() ? (peer.isEmpty() ? "a stranger" : peer) : proxy)
              + " ended "
              + fault.path("count").asString("")
              + " times for a fault, last at "
              + fault.path("last").asString("")
              + ": "
              + fault.path("message").asString(""));
    }
    if (faults.size() > SHOWN_FAULTS) {
      shell.say((faults.size() - SHOWN_FAULTS) + " more faults: see -o json");
    }
  }

  private static String id(JsonNode proxy) {
    return proxy.path("name").asString("") + "." + proxy.path("namespace").asString("");
  }

  private static String sync(JsonNode proxy, String wanted) {
    for (var type : proxy.path("types")) {
      if (type.path("type").asString("").equals(wanted)) {
        return type.path("sync").asString("");
      }
    }
    return "NOT SENT";
  }
}

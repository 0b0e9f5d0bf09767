// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.proxy;

import io.lateen.cli.shell.CommandException;
import io.lateen.cli.shell.Documents;
import io.lateen.cli.shell.ExitCode;
import io.lateen.cli.shell.Format;
import io.lateen.cli.shell.Shell;
import io.lateen.cli.shell.Table;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Prints the parts of a configuration dump that were asked for. */
record ConfigPrinter(Shell shell, Format format, boolean heads, Filter filter) {

  /**
   * Prints.
   *
   * @param answer a configuration dump, or Envoy's list of clusters for endpoints
   */
  void print(ConfigType type, JsonNode answer) throws CommandException {
    var dump = new ConfigDump(answer);
    switch (type) {
      case CLUSTER -> {
        var clusters = ClusterTable.select(dump.clusters(), filter);
        show(clusters, ClusterTable.table(clusters), "clusters");
      }
      case LISTENER -> {
        var listeners = ListenerTable.select(dump.listeners(), filter);
        show(listeners, ListenerTable.table(listeners), "listeners");
      }
      case ROUTE -> {
        var routes = RouteTable.select(dump.routes(), filter);
        show(routes, RouteTable.table(routes), "routes");
      }
      case ENDPOINT -> endpoints(answer, dump);
      case SECRET -> {
        var secrets = SecretTable.select(dump.secrets(), filter);
        show(
            secrets.stream().map(ConfigDump.Secret::entry).toList(),
            SecretTable.table(secrets, shell.clock().instant()),
            "secrets");
      }
      case BOOTSTRAP ->
          Documents.print(shell.out(), format.isTable() ? Format.JSON : format, dump.bootstrap());
      case ALL -> all(answer, dump);
    }
  }

  private void endpoints(JsonNode answer, ConfigDump dump) throws CommandException {
    var rows =
        answer.has("cluster_statuses")
            ? EndpointTable.ofStatuses(answer, filter)
            : EndpointTable.ofAssignments(dump.endpoints(), filter);
    if (format.isTable()) {
      show(List.of(), EndpointTable.table(rows), "endpoints");
      return;
    }
    Documents.print(
        shell.out(),
        format,
        answer.has("cluster_statuses") ? answer.path("cluster_statuses") : list(dump.endpoints()));
  }

  private void all(JsonNode answer, ConfigDump dump) throws CommandException {
    if (!format.isTable()) {
      Documents.print(shell.out(), format, answer);
      return;
    }
    ClusterTable.table(ClusterTable.select(dump.clusters(), filter)).print(shell.out(), heads);
    shell.out().println();
    ListenerTable.table(ListenerTable.select(dump.listeners(), filter)).print(shell.out(), heads);
    shell.out().println();
    RouteTable.table(RouteTable.select(dump.routes(), filter)).print(shell.out(), heads);
    shell.out().println();
    EndpointTable.table(EndpointTable.ofAssignments(dump.endpoints(), filter))
        .print(shell.out(), heads);
    var secrets = SecretTable.select(dump.secrets(), filter);
    if (!secrets.isEmpty()) {
      shell.out().println();
      SecretTable.table(secrets, shell.clock().instant()).print(shell.out(), heads);
    }
  }

  private void show(List<JsonNode> resources, Table table, String what) throws CommandException {
    if (format == Format.NAME) {
      resources.forEach(r -> shell.out().println(r.path("name").asString("")));
      return;
    }
    if (!format.isTable()) {
      Documents.print(shell.out(), format, list(resources));
      return;
    }
    if (table.isEmpty()) {
      throw new CommandException(ExitCode.ERROR, "no " + what + " found", "loosen the filters");
    }
    table.print(shell.out(), heads);
  }

  private static JsonNode list(List<JsonNode> resources) {
    var array = Documents.JSON.createArrayNode();
    resources.forEach(array::add);
    return array;
  }
}

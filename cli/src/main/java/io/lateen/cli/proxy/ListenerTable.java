// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.proxy;

import io.lateen.cli.shell.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** {@code proxy-config listener}: one line for each filter chain. */
final class ListenerTable {

  private static final Comparator<JsonNode> ORDER =
      Comparator.comparing(ListenerTable::port).thenComparing(ListenerTable::address);

  private ListenerTable() {}

  static List<JsonNode> select(List<JsonNode> listeners, Filter filter) {
    return listeners.stream()
        .filter(l -> filter.passesPort(port(l)) && Filter.passes(filter.address(), address(l)))
        .sorted(ORDER)
        .toList();
  }

  static Table table(List<JsonNode> listeners) {
    var table = new Table("ADDRESSES", "PORT", "MATCH", "DESTINATION");
    for (var listener : listeners) {
      var address = address(listener);
      var port = Integer.toString(port(listener));
      for (var chain : chains(listener)) {
        table.row(
            address,
            port,
            ChainDescription.match(chain.path("filter_chain_match")),
            ChainDescription.destination(chain.path("filters")));
      }
    }
    return table;
  }

  private static List<JsonNode> chains(JsonNode listener) {
    var chains = new ArrayList<JsonNode>();
    listener.path("filter_chains").forEach(chains::add);
    if (listener.path("default_filter_chain").isObject()) {
      chains.add(listener.path("default_filter_chain"));
    }
    return chains;
  }

  private static String address(JsonNode listener) {
    var address = listener.path("address");
    var pipe = address.path("pipe").path("path").asString("");
    return pipe.isEmpty() ? address.path("socket_address").path("address").asString("") : pipe;
  }

  private static int port(JsonNode listener) {
    return listener.path("address").path("socket_address").path("port_value").asInt(0);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.proxy;

import io.lateen.cli.shell.Table;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** {@code proxy-config route}: one line for each route. */
final class RouteTable {

  /** Domains beyond this many are counted, not printed. */
  private static final int DOMAINS_SHOWN = 2;

  private RouteTable() {}

  static List<JsonNode> select(List<JsonNode> routes, Filter filter) {
    return routes.stream()
        .filter(route -> Filter.passes(filter.name(), name(route)))
        .sorted(Comparator.comparingInt(RouteTable::number).thenComparing(RouteTable::name))
        .toList();
  }

  static Table table(List<JsonNode> configs) {
    var table = new Table("NAME", "VHOST NAME", "DOMAINS", "MATCH", "VIRTUAL SERVICE");
    for (var config : configs) {
      for (var host : config.path("virtual_hosts")) {
        for (var route : host.path("routes")) {
          table.row(
              name(config),
              host.path("name").asString(""),
              domains(host),
              RouteDescription.match(route.path("match")),
              service(route));
        }
        if (host.path("routes").isEmpty()) {
          table.row(name(config), host.path("name").asString(""), domains(host), "", "404");
        }
      }
    }
    return table;
  }

  private static String domains(JsonNode host) {
    var domains = ChainDescription.texts(host.path("domains"));
    if (domains.size() <= DOMAINS_SHOWN) {
      return String.join(", ", domains);
    }
    return domains.getFirst() + " + " + (domains.size() - 1) + " more...";
  }

  private static String service(JsonNode route) {
    var owner = Owner.of(route);
    return owner.isEmpty() && route.path("direct_response").isObject()
        ? Integer.toString(route.path("direct_response").path("status").asInt(0))
        : owner;
  }

  private static String name(JsonNode config) {
    return config.path("name").asString("");
  }

  /** Names that are ports come first, by number. */
  private static int number(JsonNode config) {
    try {
      return Integer.parseInt(name(config));
    } catch (NumberFormatException e) {
      return Integer.MAX_VALUE;
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.proxy;

import io.lateen.cli.shell.Table;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** {@code proxy-config cluster}. */
final class ClusterTable {

  private static final Comparator<JsonNode> ORDER =
      Comparator.comparing(
          ClusterTable::key,
          Comparator.comparing(SubsetKey::host)
              .thenComparing(SubsetKey::subset)
              .thenComparing(SubsetKey::portNumber)
              .thenComparing(SubsetKey::direction));

  private ClusterTable() {}

  static List<JsonNode> select(List<JsonNode> clusters, Filter filter) {
    return clusters.stream().filter(c -> passes(key(c), filter)).sorted(ORDER).toList();
  }

  static Table table(List<JsonNode> clusters) {
    var table =
        new Table("SERVICE FQDN", "PORT", "SUBSET", "DIRECTION", "TYPE", "DESTINATION RULE");
    for (var cluster : clusters) {
      var key = key(cluster);
      table.row(
          key.host(), key.port(), key.subset(), key.direction(), type(cluster), Owner.of(cluster));
    }
    return table;
  }

  private static boolean passes(SubsetKey key, Filter filter) {
    return key.host().contains(filter.fqdn())
        && filter.passesPort(key.portNumber())
        && Filter.passes(filter.subset(), key.subset())
        && Filter.passes(filter.direction(), key.direction());
  }

  private static SubsetKey key(JsonNode cluster) {
    return SubsetKey.parse(cluster.path("name").asString(""));
  }

  /** The discovery type; an extension of type clusters.dns prints what its legacy type was. */
  private static String type(JsonNode cluster) {
    var custom = cluster.path("cluster_type");
    if (custom.isObject()) {
      var config = custom.path("typed_config");
      if (custom.path("name").asString("").equals("envoy.cluster.dns")) {
        return config.path("all_addresses_in_single_endpoint").asBoolean(false)
            ? "LOGICAL_DNS"
            : "STRICT_DNS";
      }
      return custom.path("name").asString("");
    }
    return cluster.path("type").asString("STATIC");
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.proxy;

import io.lateen.cli.shell.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * {@code proxy-config endpoint}, from Envoy's {@code /clusters?format=json}
 * (envoy/admin/v3/clusters.proto) or from the assignments of a configuration dump.
 */
final class EndpointTable {

  private EndpointTable() {}

  /** One endpoint of one cluster. */
  record Row(String address, int port, String status, boolean outlier, String cluster) {

    String endpoint() {
      return port == 0 ? address : address + ":" + port;
    }
  }

  /** Endpoints with their health as Envoy sees it. */
  static List<Row> ofStatuses(JsonNode clusters, Filter filter) {
    var rows = new ArrayList<Row>();
    for (var cluster : clusters.path("cluster_statuses")) {
      for (var host : cluster.path("host_statuses")) {
        var health = host.path("health_status");
        rows.add(
            row(
                host.path("address"),
                health.path("eds_health_status").asString("HEALTHY"),
                health.path("failed_outlier_check").asBoolean(false),
                cluster.path("name").asString("")));
      }
    }
    return sorted(rows, filter);
  }

  /** Endpoints as they were assigned. */
  static List<Row> ofAssignments(List<JsonNode> assignments, Filter filter) {
    var rows = new ArrayList<Row>();
    for (var assignment : assignments) {
      for (var locality : assignment.path("endpoints")) {
        for (var endpoint : locality.path("lb_endpoints")) {
          rows.add(
              row(
                  endpoint.path("endpoint").path("address"),
                  endpoint.path("health_status").asString("HEALTHY"),
                  false,
                  assignment.path("cluster_name").asString("")));
        }
      }
    }
    return sorted(rows, filter);
  }

  static Table table(List<Row> rows) {
    var table = new Table("ENDPOINT", "STATUS", "OUTLIER CHECK", "CLUSTER");
    for (var row : rows) {
      table.row(row.endpoint(), row.status(), row.outlier() ? "FAILED" : "OK", row.cluster());
    }
    return table;
  }

  private static Row row(JsonNode address, String health, boolean outlier, String cluster) {
    var socket = address.path("socket_address");
    var status = health.equals("UNKNOWN") ? "HEALTHY" : health;
    if (socket.isObject()) {
      return new Row(
          socket.path("address").asString(""),
          socket.path("port_value").asInt(0),
          status,
          outlier,
          cluster);
    }
    var pipe = address.path("pipe").path("path").asString("");
    var place =
        pipe.isEmpty()
            ? "envoy://"
                + address.path("envoy_internal_address").path("server_listener_name").asString("")
            : "unix://" + pipe;
    return new Row(place, 0, status, outlier, cluster);
  }

  private static List<Row> sorted(List<Row> rows, Filter filter) {
    return rows.stream()
        .filter(
            row ->
                filter.passesPort(row.port())
                    && Filter.passes(filter.address(), row.address())
                    && Filter.passes(filter.cluster(), row.cluster())
                    && Filter.passes(filter.status(), row.status()))
        .sorted(
            Comparator.comparing(Row::address).thenComparing(Row::port).thenComparing(Row::cluster))
        .toList();
  }
}

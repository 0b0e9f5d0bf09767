// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.objects;

import io.lateen.cli.shell.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Objects of one kind with the columns that kubectl shows for it. */
final class ObjectTable {

  private ObjectTable() {}

  /** A head and how to fill the cells below it. */
  private record Column(String head, Function<JsonNode, String> cell) {}

  static Table of(String kind, List<JsonNode> objects, boolean namespaces, Instant now) {
    var columns = new ArrayList<Column>();
    if (namespaces) {
      columns.add(new Column("NAMESPACE", o -> text(o, "metadata", "namespace")));
    }
    columns.add(new Column("NAME", o -> text(o, "metadata", "name")));
    columns.addAll(middle(kind));
    columns.add(new Column("AGE", o -> age(text(o, "metadata", "creationTimestamp"), now)));
    var table = new Table(columns.stream().map(Column::head).toArray(String[]::new));
    for (var object : objects) {
      table.row(columns.stream().map(column -> column.cell().apply(object)).toList());
    }
    return table;
  }

  private static List<Column> middle(String kind) {
    return switch (kind) {
      case "VirtualService" ->
          List.of(
              new Column("GATEWAYS", o -> list(o.path("spec").path("gateways"))),
              new Column("HOSTS", o -> list(o.path("spec").path("hosts"))));
      case "DestinationRule" -> List.of(new Column("HOST", o -> text(o, "spec", "host")));
      case "ServiceEntry" ->
          List.of(
              new Column("HOSTS", o -> list(o.path("spec").path("hosts"))),
              new Column("LOCATION", o -> text(o, "spec", "location")),
              new Column("RESOLUTION", o -> text(o, "spec", "resolution")));
      case "WorkloadEntry" -> List.of(new Column("ADDRESS", o -> text(o, "spec", "address")));
      case "ServicePolicy" -> List.of(new Column("HOSTS", o -> list(o.path("spec").path("hosts"))));
      case "GatewayPolicy" ->
          List.of(new Column("MISDIRECTED", o -> text(o, "spec", "misdirectedRequests")));
      case "PeerAuthentication" ->
          List.of(new Column("MODE", o -> o.path("spec").path("mtls").path("mode").asString("")));
      case "Service" ->
          List.of(
              new Column("TYPE", o -> orElse(text(o, "spec", "type"), "ClusterIP")),
              new Column("CLUSTER-IP", o -> orElse(text(o, "spec", "clusterIP"), "<none>")),
              new Column("PORT(S)", ObjectTable::ports));
      case "Secret" ->
          List.of(
              new Column("TYPE", o -> orElse(o.path("type").asString(""), "Opaque")),
              new Column("SUBJECT", o -> certificate(o, "subject")),
              new Column("NOT AFTER", o -> certificate(o, "notAfter")));
      case "Pod" ->
          List.of(
              new Column("STATUS", o -> text(o, "status", "phase")),
              new Column("IP", o -> text(o, "status", "podIP")),
              new Column("NODE", o -> text(o, "spec", "nodeName")));
      case "Deployment" ->
          List.of(new Column("REPLICAS", o -> o.path("spec").path("replicas").asString("1")));
      case "EndpointSlice" ->
          List.of(
              new Column("ADDRESSTYPE", o -> o.path("addressType").asString("")),
              new Column("ENDPOINTS", ObjectTable::endpoints));
      default -> List.of();
    };
  }

  private static String certificate(JsonNode secret, String field) {
    return secret.path("status").path("certificate").path(field).asString("");
  }

  private static String ports(JsonNode service) {
    var ports = new ArrayList<String>();
    for (var port : service.path("spec").path("ports")) {
      ports.add(port.path("port").asString("") + "/" + port.path("protocol").asString("TCP"));
    }
    return ports.isEmpty() ? "<none>" : String.join(",", ports);
  }

  private static String endpoints(JsonNode slice) {
    var addresses = new ArrayList<String>();
    for (var endpoint : slice.path("endpoints")) {
      endpoint.path("addresses").forEach(address -> addresses.add(address.asString("")));
    }
    return String.join(",", addresses);
  }

  private static String text(JsonNode object, String part, String field) {
    return object.path(part).path(field).asString("");
  }

  private static String orElse(String text, String otherwise) {
    return text.isEmpty() ? otherwise : text;
  }

  private static String list(JsonNode array) {
    var items = new ArrayList<String>();
    array.forEach(item -> items.add("\"" + item.asString("") + "\""));
    return items.isEmpty() ? "" : "[" + String.join(",", items) + "]";
  }

  /** The two largest units, as kubectl prints ages. */
  static String age(String created, Instant now) {
    try {
      var age = Duration.between(Instant.parse(created), now);
      if (age.isNegative()) {
        return "0s";
      }
      if (age.toMinutes() < 2) {
        return age.toSeconds() + "s";
      }
      if (age.toHours() < 3) {
        return age.toMinutes() + "m";
      }
      return age.toDays() < 2 ? age.toHours() + "h" : age.toDays() + "d";
    } catch (DateTimeParseException e) {
      return "<unknown>";
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.proxy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What a filter chain takes and where it sends it, in istioctl's short words. */
final class ChainDescription {

  /** Lists of application protocols that Istio writes, by the words that istioctl has for them. */
  private static final Map<List<String>, String> PROTOCOLS =
      Map.of(
          List.of("http/1.0", "http/1.1", "h2c", "istio-http/1.0", "istio-http/1.1", "istio-h2"),
          "App: HTTP TLS",
          List.of("istio", "istio-http/1.0", "istio-http/1.1", "istio-h2"),
          "App: Istio HTTP Plain",
          List.of("istio-peer-exchange", "istio"),
          "App: TCP TLS",
          List.of("http/1.0", "http/1.1", "h2c"),
          "App: HTTP");

  private ChainDescription() {}

  static String match(JsonNode match) {
    var words = new ArrayList<String>();
    var names = texts(match.path("server_names"));
    if (!names.isEmpty()) {
      words.add("SNI: " + String.join(",", names));
    }
    var transport = match.path("transport_protocol").asString("");
    if (!transport.isEmpty()) {
      words.add("Trans: " + transport);
    }
    var protocols = texts(match.path("application_protocols"));
    if (!protocols.isEmpty()) {
      words.add(PROTOCOLS.getOrDefault(protocols, "App: " + String.join(",", protocols)));
    }
    var address = address(match);
    if (!address.isEmpty()) {
      words.add("Addr: " + address);
    }
    return words.isEmpty() ? "ALL" : String.join("; ", words);
  }

  private static String address(JsonNode match) {
    var port = match.path("destination_port");
    var suffix = port.isNumber() ? ":" + port.asInt() : "";
    var prefixes = new ArrayList<String>();
    for (var range : match.path("prefix_ranges")) {
      prefixes.add(
          range.path("address_prefix").asString("") + "/" + range.path("prefix_len").asInt(0));
    }
    if (!prefixes.isEmpty()) {
      return String.join(",", prefixes) + suffix;
    }
    return suffix.isEmpty() ? "" : "*" + suffix;
  }

  static String destination(JsonNode filters) {
    for (var filter : filters) {
      var config = filter.path("typed_config");
      switch (filter.path("name").asString("")) {
        case "envoy.filters.network.http_connection_manager" -> {
          return http(config);
        }
        case "envoy.filters.network.tcp_proxy" -> {
          return tcp(config);
        }
        default -> {}
      }
    }
    return "Non-HTTP/Non-TCP";
  }

  private static String tcp(JsonNode proxy) {
    var names = new ArrayList<String>();
    var single = proxy.path("cluster").asString("");
    if (!single.isEmpty()) {
      return cluster(single);
    }
    for (var weighted : proxy.path("weighted_clusters").path("clusters")) {
      names.add(weighted.path("name").asString("") + " (" + weighted.path("weight").asInt(0) + ")");
    }
    return "Clusters: " + String.join(", ", names);
  }

  private static String cluster(String name) {
    // PassthroughCluster and its siblings are known by their names alone.
    return name.contains("Cluster") ? name : "Cluster: " + name;
  }

  private static String http(JsonNode manager) {
    var rds = manager.path("rds").path("route_config_name").asString("");
    if (!rds.isEmpty()) {
      return "Route: " + rds;
    }
    var inline = manager.path("route_config");
    return inline.isObject() ? inline(inline) : "HTTP";
  }

  private static String inline(JsonNode config) {
    var hosts = config.path("virtual_hosts");
    if (hosts.size() == 1 && catchesAll(hosts.get(0))) {
      return cluster(hosts.get(0).path("routes").get(0).path("route").path("cluster").asString(""));
    }
    var parts = new ArrayList<String>();
    for (var host : hosts) {
      var domains = texts(host.path("domains"));
      var routes = new ArrayList<String>();
      host.path("routes").forEach(r -> routes.add(RouteDescription.match(r.path("match"))));
      var prefix = domains.equals(List.of("*")) ? "" : String.join("/", domains) + " ";
      parts.add(prefix + String.join(", ", routes));
    }
    return "Inline Route: " + String.join("; ", parts);
  }

  private static boolean catchesAll(JsonNode host) {
    var routes = host.path("routes");
    return texts(host.path("domains")).equals(List.of("*"))
        && routes.size() == 1
        && routes.get(0).path("match").path("prefix").asString("").equals("/")
        && !routes.get(0).path("route").path("cluster").asString("").isEmpty();
  }

  static List<String> texts(JsonNode array) {
    var texts = new ArrayList<String>();
    array.forEach(item -> texts.add(item.asString("")));
    return List.copyOf(texts);
  }
}

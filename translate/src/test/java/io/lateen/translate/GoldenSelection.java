// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a case prints: {@code TYPE NAME} whole resources, {@code host ROUTE NAME} virtual hosts of a
 * route configuration, {@code chains LISTENER} which filter chain takes what and hands it to whom,
 * {@code filter LISTENER NAME} the filters of connections and requests, each different one once. A
 * name that ends in {@code *} is a prefix.
 */
record GoldenSelection(ProxyResources resources) {

  private static final Map<String, String> TYPES =
      Map.of(
          "cluster", ResourceTypes.CLUSTER,
          "endpoint", ResourceTypes.ENDPOINT,
          "listener", ResourceTypes.LISTENER,
          "route", ResourceTypes.ROUTE,
          "extension", ResourceTypes.EXTENSION,
          "names", ResourceTypes.NAME_TABLE,
          "secret", ResourceTypes.SECRET);

  /** Fields of filters that say where a connection goes. */
  private static final Set<String> WAYS =
      Set.of("cluster", "weighted_clusters", "tunneling_config", "rds", "route_config", "rules");

  List<JsonObject> of(String show) {
    var words = List.of(show.split(" "));
    var pattern = words.size() < 2 ? "*" : words.get(1);
    return switch (words.getFirst()) {
      case "host" -> parts(named("route", pattern), "virtual_hosts", words.get(2));
      case "chains" -> named("listener", pattern).stream().map(GoldenSelection::brief).toList();
      case "filter" -> filters(named("listener", pattern), words.get(2));
      default -> named(words.getFirst(), pattern);
    };
  }

  private List<JsonObject> named(String kind, String pattern) {
    var type = TYPES.get(kind);
    if (type == null) {
      throw new IllegalArgumentException("unknown kind " + kind);
    }
    var found = new ArrayList<JsonObject>();
    resources
        .ofType(type)
        .forEach(
            (name, resource) -> {
              if (matches(name, pattern)) {
                found.add(ResourceYaml.json(type, resource));
              }
            });
    return found;
  }

  private static List<JsonObject> parts(List<JsonObject> all, String field, String pattern) {
    var found = new ArrayList<JsonObject>();
    for (var resource : all) {
      for (var part : list(resource, field)) {
        if (matches(part.get("name").getAsString(), pattern)) {
          found.add(part);
        }
      }
    }
    return found;
  }

  private static List<JsonObject> filters(List<JsonObject> listeners, String pattern) {
    var found = new LinkedHashSet<JsonObject>();
    for (var listener : listeners) {
      for (var chain : list(listener, "filter_chains")) {
        for (var filter : list(chain, "filters")) {
          found.add(filter);
          found.addAll(list(filter.getAsJsonObject("typed_config"), "http_filters"));
        }
      }
    }
    return found.stream()
        .filter(filter -> matches(filter.get("name").getAsString(), pattern))
        .toList();
  }

  private static JsonObject brief(JsonObject listener) {
    var brief = new JsonObject();
    brief.add("name", listener.get("name"));
    brief.add("address", listener.get("address"));
    var chains = new JsonArray();
    list(listener, "filter_chains").forEach(chain -> chains.add(briefChain(chain)));
    brief.add("filter_chains", chains);
    if (listener.has("default_filter_chain")) {
      brief.add(
          "default_filter_chain", briefChain(listener.getAsJsonObject("default_filter_chain")));
    }
    return brief;
  }

  private static JsonObject briefChain(JsonObject chain) {
    var brief = new JsonObject();
    for (var field : List.of("name", "filter_chain_match")) {
      if (chain.has(field)) {
        brief.add(field, chain.get(field));
      }
    }
    if (chain.has("transport_socket")) {
      brief.add("transport_socket", chain.getAsJsonObject("transport_socket").get("name"));
    }
    var filters = new JsonArray();
    list(chain, "filters").forEach(filter -> filters.add(briefFilter(filter)));
    brief.add("filters", filters);
    return brief;
  }

  private static JsonObject briefFilter(JsonObject filter) {
    var brief = new JsonObject();
    brief.add("name", filter.get("name"));
    filter
        .getAsJsonObject("typed_config")
        .entrySet()
        .forEach(
            field -> {
              if (WAYS.contains(field.getKey())) {
                brief.add(field.getKey(), field.getValue());
              }
            });
    return brief;
  }

  private static List<JsonObject> list(JsonObject object, String field) {
    return object.has(field)
        ? object.getAsJsonArray(field).asList().stream().map(e -> e.getAsJsonObject()).toList()
        : List.of();
  }

  private static boolean matches(String name, String pattern) {
    return pattern.endsWith("*")
        ? name.startsWith(pattern.substring(0, pattern.length() - 1))
        : name.equals(pattern);
  }
}

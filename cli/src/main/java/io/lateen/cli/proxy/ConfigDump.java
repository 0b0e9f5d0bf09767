// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.proxy;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Envoy's {@code /config_dump} (envoy/admin/v3/config_dump.proto) as a tree, with what is in force:
 * warming and draining entries are left out.
 */
public record ConfigDump(JsonNode root) {

  public List<JsonNode> clusters() {
    var found = each("ClustersConfigDump", "dynamic_active_clusters", "cluster");
    found.addAll(each("ClustersConfigDump", "static_clusters", "cluster"));
    return found;
  }

  public List<JsonNode> listeners() {
    var found = new ArrayList<JsonNode>();
    for (var section : sections("ListenersConfigDump")) {
      for (var entry : section.path("dynamic_listeners")) {
        var listener = entry.path("active_state").path("listener");
        if (listener.isObject()) {
          found.add(listener);
        }
      }
    }
    found.addAll(each("ListenersConfigDump", "static_listeners", "listener"));
    return found;
  }

  public List<JsonNode> routes() {
    var found = each("RoutesConfigDump", "dynamic_route_configs", "route_config");
    found.addAll(each("RoutesConfigDump", "static_route_configs", "route_config"));
    return found;
  }

  public List<JsonNode> endpoints() {
    var found = each("EndpointsConfigDump", "dynamic_endpoint_configs", "endpoint_config");
    found.addAll(each("EndpointsConfigDump", "static_endpoint_configs", "endpoint_config"));
    return found;
  }

  public JsonNode bootstrap() {
    return sections("BootstrapConfigDump").stream()
        .map(section -> section.path("bootstrap"))
        .findFirst()
        .orElse(root.path("bootstrap"));
  }

  /** Entries with {@code name}, {@code version_info}, {@code last_updated} and {@code secret}. */
  public List<Secret> secrets() {
    var found = new ArrayList<Secret>();
    for (var section : sections("SecretsConfigDump")) {
      section.path("dynamic_active_secrets").forEach(s -> found.add(new Secret("ACTIVE", s)));
      section.path("dynamic_warming_secrets").forEach(s -> found.add(new Secret("WARMING", s)));
      section.path("static_secrets").forEach(s -> found.add(new Secret("ACTIVE", s)));
    }
    return found;
  }

  /** A secret and whether it is in use. */
  public record Secret(String state, JsonNode entry) {}

  private List<JsonNode> each(String section, String list, String field) {
    var found = new ArrayList<JsonNode>();
    for (var part : sections(section)) {
      for (var entry : part.path(list)) {
        if (entry.path(field).isObject()) {
          found.add(entry.path(field));
        }
      }
    }
    return found;
  }

  private List<JsonNode> sections(String type) {
    var found = new ArrayList<JsonNode>();
    for (var section : root.path("configs")) {
      if (section.path("@type").asString("").endsWith("." + type)) {
        found.add(section);
      }
    }
    return found;
  }
}

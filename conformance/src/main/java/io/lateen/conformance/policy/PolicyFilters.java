// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.policy;

import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Finds the filters of policies in listeners. */
final class PolicyFilters {

  private static final String MANAGER = "envoy.filters.network.http_connection_manager";
  private static final Set<String> HTTP =
      Set.of("envoy.filters.http.rbac", "envoy.filters.http.ext_authz");
  private static final Set<String> NETWORK =
      Set.of("envoy.filters.network.rbac", "envoy.filters.network.ext_authz");

  private PolicyFilters() {}

  /** The filters for callers of any port: of the first chain for HTTP, or for other bytes. */
  static ArrayNode inbound(JsonNode listeners, boolean tcp) {
    for (var listener : listeners) {
      if (listener.path("name").asString("").equals("virtualInbound")) {
        for (var chain : listener.path("filter_chains")) {
          var manager = manager(chain);
          var isWanted = tcp == manager.isMissingNode() && !isGuard(chain);
          if (isWanted) {
            return tcp
                ? selected(chain.path("filters"), NETWORK)
                : selected(manager.path("http_filters"), HTTP);
          }
        }
      }
    }
    return JsonNodeFactory.instance.arrayNode();
  }

  /** The chain that stops calls to the listener's own port has no policies. */
  private static boolean isGuard(JsonNode chain) {
    return chain.path("name").asString("").equals("virtualInbound-blackhole");
  }

  private static JsonNode manager(JsonNode chain) {
    for (var filter : chain.path("filters")) {
      if (filter.path("name").asString("").equals(MANAGER)) {
        return filter.path("typed_config");
      }
    }
    return chain.path("");
  }

  private static ArrayNode selected(JsonNode filters, Set<String> names) {
    var found = JsonNodeFactory.instance.arrayNode();
    for (var filter : filters) {
      if (names.contains(filter.path("name").asString(""))) {
        found.add(filter);
      }
    }
    return found;
  }
}

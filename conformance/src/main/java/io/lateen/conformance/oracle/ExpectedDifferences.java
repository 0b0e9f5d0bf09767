// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.oracle;

import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Parts that differ on purpose, and are taken out of the comparison. */
final class ExpectedDifferences {

  /** Lists of filters in listeners, connection managers and clusters. */
  private static final List<String> FILTER_LISTS =
      List.of("filters", "http_filters", "listener_filters");

  private static final String PER_ROUTE = "typed_per_filter_config";
  private static final String SET_STATE = "envoy.filters.http.set_filter_state";
  private static final String ALPN_KEY = "envoy.network.application_protocols";

  private static final String BALANCING = "common_lb_config";
  private static final String WINDOW = "update_merge_window";

  private ExpectedDifferences() {}

  /**
   * Filters that only Istio's build of Envoy has. Stock Envoy refuses them, so ours must not have
   * them: they are taken out of theirs only.
   */
  static void withoutIstioFilters(ObjectNode object) {
    for (var field : FILTER_LISTS) {
      removeItems(object, field, ExpectedDifferences::isIstioFilter);
    }
    if (object.path(PER_ROUTE) instanceof ObjectNode perRoute) {
      List.copyOf(perRoute.propertyNames()).stream()
          .filter(name -> name.startsWith("istio."))
          .forEach(perRoute::remove);
      removeWhenEmpty(object, PER_ROUTE);
    }
  }

  private static boolean isIstioFilter(JsonNode filter) {
    var name = filter.path("name").asString("");
    return name.startsWith("istio.") || name.equals("envoy.filters.http.peer_metadata");
  }

  /**
   * Telemetry is ours: access logs go to the agent, which counts, instead of a filter in Envoy; and
   * spans carry other tags.
   */
  static void withoutTelemetry(ObjectNode object) {
    object.remove(List.of("access_log", "tracing"));
  }

  /**
   * What stands for {@code istio.alpn}: the protocols that the upstream handshake offers are set by
   * a stock filter. A filter that sets anything else stays in the comparison.
   */
  static void withoutAlpnState(ObjectNode object) {
    removeItems(object, "http_filters", ExpectedDifferences::setsAlpn);
    if (object.path(PER_ROUTE) instanceof ObjectNode perRoute) {
      perRoute.remove(SET_STATE);
      removeWhenEmpty(object, PER_ROUTE);
    }
  }

  /** Changed endpoints act at once, where Envoy's default lets them wait (docs/load-bearing.md). */
  static void withoutMergeWindow(ObjectNode object) {
    if (object.path(BALANCING) instanceof ObjectNode balancing
        && balancing.path(WINDOW).asString("").equals("0.050s")) {
      balancing.remove(WINDOW);
      removeWhenEmpty(object, BALANCING);
    }
  }

  private static boolean setsAlpn(JsonNode filter) {
    var states = filter.path("typed_config").path("on_request_headers");
    return filter.path("name").asString("").equals(SET_STATE)
        && states.size() == 1
        && states.path(0).path("object_key").asString("").equals(ALPN_KEY);
  }

  private static void removeItems(ObjectNode object, String field, Predicate<JsonNode> unwanted) {
    if (object.path(field) instanceof ArrayNode list) {
      list.removeIf(unwanted);
      removeWhenEmpty(object, field);
    }
  }

  private static void removeWhenEmpty(ObjectNode object, String field) {
    if (object.path(field).isEmpty()) {
      object.remove(field);
    }
  }
}

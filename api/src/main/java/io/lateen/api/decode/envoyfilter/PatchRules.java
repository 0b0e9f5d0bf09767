// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.envoyfilter;

import io.lateen.api.envoyfilter.ApplyTo;
import io.lateen.api.envoyfilter.ConfigPatch;
import io.lateen.api.envoyfilter.ConfigPatch.Context;
import io.lateen.api.envoyfilter.ConfigPatch.Operation;
import io.lateen.api.envoyfilter.ObjectMatch;
import io.lateen.base.decode.ObjectReader;
import java.util.Map;
import java.util.Set;

/** The rules of how thing, condition and operation of a patch fit together. */
final class PatchRules {

  private static final Set<String> CONNECTION_MANAGER =
      Set.of("envoy.filters.network.http_connection_manager", "envoy.http_connection_manager");

  /** Names that filters had before they were sorted by kind (istio pkg/config/xds). */
  private static final Map<String, String> OLD_NAMES =
      Map.ofEntries(
          Map.entry("envoy.buffer", "envoy.filters.http.buffer"),
          Map.entry("envoy.cors", "envoy.filters.http.cors"),
          Map.entry("envoy.csrf", "envoy.filters.http.csrf"),
          Map.entry("envoy.ext_authz", "envoy.filters.http.ext_authz"),
          Map.entry("envoy.fault", "envoy.filters.http.fault"),
          Map.entry("envoy.grpc_http1_bridge", "envoy.filters.http.grpc_http1_bridge"),
          Map.entry("envoy.grpc_json_transcoder", "envoy.filters.http.grpc_json_transcoder"),
          Map.entry("envoy.grpc_web", "envoy.filters.http.grpc_web"),
          Map.entry("envoy.gzip", "envoy.filters.http.gzip"),
          Map.entry("envoy.health_check", "envoy.filters.http.health_check"),
          Map.entry("envoy.ip_tagging", "envoy.filters.http.ip_tagging"),
          Map.entry("envoy.lua", "envoy.filters.http.lua"),
          Map.entry("envoy.rate_limit", "envoy.filters.http.ratelimit"),
          Map.entry("envoy.router", "envoy.filters.http.router"),
          Map.entry("envoy.squash", "envoy.filters.http.squash"),
          Map.entry("envoy.listener.http_inspector", "envoy.filters.listener.http_inspector"),
          Map.entry("envoy.listener.original_dst", "envoy.filters.listener.original_dst"),
          Map.entry("envoy.listener.original_src", "envoy.filters.listener.original_src"),
          Map.entry("envoy.listener.proxy_protocol", "envoy.filters.listener.proxy_protocol"),
          Map.entry("envoy.listener.tls_inspector", "envoy.filters.listener.tls_inspector"),
          Map.entry("envoy.client_ssl_auth", "envoy.filters.network.client_ssl_auth"),
          Map.entry("envoy.echo", "envoy.filters.network.echo"),
          Map.entry(
              "envoy.http_connection_manager", "envoy.filters.network.http_connection_manager"),
          Map.entry("envoy.mongo_proxy", "envoy.filters.network.mongo_proxy"),
          Map.entry("envoy.ratelimit", "envoy.filters.network.ratelimit"),
          Map.entry("envoy.redis_proxy", "envoy.filters.network.redis_proxy"),
          Map.entry("envoy.tcp_proxy", "envoy.filters.network.tcp_proxy"));

  private PatchRules() {}

  static void check(ObjectReader in, ObjectReader match, ObjectReader patch, ConfigPatch decoded) {
    var onWaypoint = decoded.context() == Context.WAYPOINT;
    if (onWaypoint != match.has("waypoint")) {
      match.error(
          onWaypoint ? "context" : "waypoint",
          "the context WAYPOINT and the condition waypoint belong together");
    }
    if (onWaypoint) {
      return;
    }
    if (decoded.applyTo() == ApplyTo.INVALID) {
      in.error("applyTo", "is required");
    }
    if (decoded.operation() == Operation.INVALID) {
      patch.error("operation", "is required");
    } else if (decoded.operation() != Operation.REMOVE && !patch.has("value")) {
      patch.error("value", "is required for " + decoded.operation());
    }
    switch (decoded.applyTo()) {
      case LISTENER, FILTER_CHAIN, NETWORK_FILTER, HTTP_FILTER -> checkListener(match, decoded);
      case ROUTE_CONFIGURATION, VIRTUAL_HOST, HTTP_ROUTE ->
          checkKind(match, decoded, ObjectMatch.RouteConfiguration.class, "routeConfiguration");
      case CLUSTER -> checkKind(match, decoded, ObjectMatch.Cluster.class, "cluster");
      case INVALID, EXTENSION_CONFIG, BOOTSTRAP, LISTENER_FILTER -> {}
    }
  }

  private static void checkKind(
      ObjectReader match, ConfigPatch patch, Class<? extends ObjectMatch> type, String field) {
    if (patch.match().filter(one -> !type.isInstance(one)).isPresent()) {
      match.error(patch.applyTo() + " can only be matched by " + field);
    }
  }

  private static void checkListener(ObjectReader match, ConfigPatch patch) {
    checkKind(match, patch, ObjectMatch.Listener.class, "listener");
    match
        .object("listener")
        .flatMap(listener -> listener.object("filterChain"))
        .flatMap(chain -> chain.object("filter"))
        .ifPresent(filter -> checkFilter(filter, patch.applyTo()));
  }

  private static void checkFilter(ObjectReader filter, ApplyTo applyTo) {
    if (applyTo == ApplyTo.LISTENER || applyTo == ApplyTo.FILTER_CHAIN) {
      filter.warning("name", "a condition on filters has no effect for " + applyTo, "");
    }
    var name = filter.string("name");
    if (name.isEmpty()) {
      filter.error("name", "is required");
      return;
    }
    checkName(filter, name);
    var sub = filter.object("subFilter");
    if (sub.isEmpty()) {
      return;
    }
    if (applyTo != ApplyTo.HTTP_FILTER) {
      filter.error("subFilter", "can be used with HTTP_FILTER only");
    } else if (!CONNECTION_MANAGER.contains(name)) {
      filter.error("subFilter", "needs the filter envoy.filters.network.http_connection_manager");
    } else if (sub.get().string("name").isEmpty()) {
      sub.get().error("name", "is required");
    } else {
      checkName(sub.get(), sub.get().string("name"));
    }
  }

  private static void checkName(ObjectReader in, String name) {
    if (OLD_NAMES.containsKey(name)) {
      in.warning("name", "the name " + name + " is outdated", "write " + OLD_NAMES.get(name));
    }
  }
}

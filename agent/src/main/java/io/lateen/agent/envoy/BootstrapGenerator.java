// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.envoy;

import static io.lateen.agent.envoy.JsonText.object;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns a {@link Bootstrap} into the JSON that Envoy starts with (Envoy: {@code
 * config/bootstrap/v3/bootstrap.proto}). JSON, because Envoy's YAML reads names like {@code n} as
 * booleans. Pure; equal input gives equal bytes.
 */
public final class BootstrapGenerator {

  /** Largest value of a runtime key that Envoy reads as uint32. */
  private static final long UNLIMITED = 0xFFFF_FFFFL;

  /** Octal 0600: only Envoy's user and root reach the administration interface. */
  private static final int ADMIN_SOCKET_MODE = 0600;

  /**
   * Statistics that are kept: what tells whether Envoy follows its configuration and reaches the
   * agent. Requests are counted by the agent from access logs, so the thousands of per-cluster
   * numbers would only cost memory (halves the RSS at 10,000 clusters).
   */
  private static final List<String> KEPT_STATS =
      List.of(
          "access_logs.",
          "cluster_manager.",
          "cluster.lateen-als.",
          "cluster.sds-grpc.",
          "cluster.xds-grpc.",
          "control_plane.",
          "listener_manager.",
          "overload.",
          "sds.",
          "server.");

  /**
   * What rules of access have allowed and denied, also tried ones (Istio: pkg/bootstrap/config.go).
   */
  private static final List<String> KEPT_ENDINGS =
      List.of("rbac.allowed", "rbac.denied", "shadow_allowed", "shadow_denied");

  private BootstrapGenerator() {}

  /** The bootstrap as JSON text. */
  public static String generate(Bootstrap bootstrap) {
    var tree =
        object(
            "node", node(bootstrap.node()),
            "admin", admin(bootstrap),
            "dynamic_resources", dynamicResources(),
            "static_resources", StaticResources.of(bootstrap),
            "cluster_manager", object("enable_deferred_cluster_creation", true),
            "deferred_stat_options", object("enable_deferred_creation_stats", true),
            "stats_config", statsConfig(bootstrap.stats(), bootstrap.tuning()),
            "typed_dns_resolver_config", dnsResolver(bootstrap.resolver()),
            "overload_manager", overloadManager(bootstrap.maxConnections()),
            "layered_runtime", layeredRuntime(bootstrap.runtime()),
            "application_log_config",
                object(
                    "log_format",
                    object("text_format", "%Y-%m-%dT%T.%fZ\t%l\tenvoy %n %g:%#\t%v")));
    var tuning = bootstrap.tuning();
    tuning.flushInterval().ifPresent(span -> tree.put("stats_flush_interval", seconds(span)));
    tuning.evictionInterval().ifPresent(span -> tree.put("stats_eviction_interval", seconds(span)));
    return JsonText.render(tree);
  }

  /** A duration as JSON has them (google/protobuf/duration.proto). */
  private static String seconds(Duration span) {
    return "%d.%03ds".formatted(span.toSeconds(), span.toMillisPart());
  }

  private static Map<String, Object> node(ProxyNode node) {
    var locality = new LinkedHashMap<String, Object>();
    var names = List.of("region", "zone", "sub_zone");
    for (int i = 0; i < node.locality().size(); i++) {
      locality.put(names.get(i), node.locality().get(i));
    }
    return object(
        "id", node.id(),
        "cluster", node.serviceCluster(),
        "locality", locality,
        "metadata", node.metadata());
  }

  private static Map<String, Object> admin(Bootstrap bootstrap) {
    return object(
        "address",
        object(
            "pipe", object("path", bootstrap.adminSocket().toString(), "mode", ADMIN_SOCKET_MODE)));
  }

  /** Delta ADS from the agent; with a time-out of 0 the proxy is not ready before it has config. */
  private static Map<String, Object> dynamicResources() {
    var fromAds =
        object("ads", object(), "initial_fetch_timeout", "0s", "resource_api_version", "V3");
    return object(
        "lds_config", fromAds,
        "cds_config", fromAds,
        "ads_config",
            object(
                "api_type",
                "DELTA_GRPC",
                "transport_api_version",
                "V3",
                "set_node_on_first_message_only",
                true,
                "grpc_services",
                List.of(object("envoy_grpc", StaticResources.adsService()))));
  }

  private static Map<String, Object> statsConfig(Bootstrap.Stats more, ProxyTuning tuning) {
    var patterns = new ArrayList<Object>();
    KEPT_STATS.forEach(prefix -> patterns.add(object("prefix", prefix)));
    KEPT_ENDINGS.forEach(suffix -> patterns.add(object("suffix", suffix)));
    more.prefixes().forEach(prefix -> patterns.add(object("prefix", prefix)));
    more.suffixes().forEach(suffix -> patterns.add(object("suffix", suffix)));
    more.regexps().forEach(regex -> patterns.add(object("safe_regex", object("regex", regex))));
    var config = object("stats_matcher", object("inclusion_list", object("patterns", patterns)));
    var histograms = new ArrayList<Object>();
    tuning
        .buckets()
        .forEach(
            (prefix, bounds) ->
                histograms.add(object("match", object("prefix", prefix), "buckets", bounds)));
    if (!histograms.isEmpty()) {
      config.put("histogram_bucket_settings", histograms);
    }
    return config;
  }

  /**
   * The agent's resolver that only forwards: the one of the machine may be out of reach from the
   * workload's network namespace, and the one of the workload would answer with mesh addresses.
   */
  private static Map<String, Object> dnsResolver(Bootstrap.Resolver resolver) {
    return object(
        "name",
        "envoy.network.dns_resolver.cares",
        "typed_config",
        object(
            "@type",
            "type.googleapis.com/"
                + "envoy.extensions.network.dns_resolver.cares.v3.CaresDnsResolverConfig",
            "resolvers",
            List.of(StaticResources.socketAddress(resolver.address(), resolver.port())),
            "dns_resolver_options",
            object("no_default_search_domain", true)));
  }

  private static Map<String, Object> overloadManager(int maxConnections) {
    return object(
        "resource_monitors",
        List.of(
            object(
                "name",
                "envoy.resource_monitors.global_downstream_max_connections",
                "typed_config",
                object(
                    "@type",
                    "type.googleapis.com/envoy.extensions.resource_monitors"
                        + ".downstream_connections.v3.DownstreamConnectionsConfig",
                    "max_active_downstream_connections",
                    maxConnections))));
  }

  /** The later layer wins, so that nobody lifts what keeps the proxy alive. */
  private static Map<String, Object> layeredRuntime(Map<String, String> more) {
    var layers = new ArrayList<Object>();
    if (!more.isEmpty()) {
      layers.add(object("name", "mesh", "static_layer", new LinkedHashMap<String, Object>(more)));
    }
    layers.add(
        object(
            "name",
            "lateen",
            "static_layer",
            object(
                "envoy.resource_limits.listener.readiness.connection_limit",
                StaticResources.MAX_READINESS_CONNECTIONS,
                // Lateen bounds patterns by length where they are written; Envoy's own bound of
                // 100 program steps refuses what Istio's users write every day.
                "re2.max_program_size.error_level",
                UNLIMITED)));
    return object("layers", layers);
  }
}
